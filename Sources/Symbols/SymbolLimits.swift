/// The limits of everything that comes in as light.
package enum SymbolLimits {
    /// The most pixels of a side.
    package static let mostPixelsASide = 4096
    /// The largest picture file: 16-bit grey of the largest size, and its header.
    package static let mostFileBytes = 40 << 20
    /// The longest payload that is handed on: more than any symbol holds (QR: 7,089 digits).
    package static let mostPayloadBytes = 8192
    /// How long a lane waits for one frame.
    package static let frameMilliseconds = 500
    /// How long a picture from a file may take: the largest needs all four steps on 16 million pixels.
    package static let fileMilliseconds = 10_000
    /// Address space that the helper may use beyond what it has when it starts.
    static let helperBytes: UInt64 = 512 << 20
    /// Processor seconds that one request may take before the system ends the helper.
    static let helperSecondsARequest: UInt64 = 15
}
