import CZlib

/// Inflates a zlib stream of a code without ever making more than a cap allows.
///
/// - **Shape**: ``count(_:cap:)`` throws the bytes away as they come, in a buffer of 1 KiB, so that a stream costs no
///   memory before somebody has vouched for it; ``bytes(_:cap:)`` keeps them.
/// - **Errors**: ``Failure``.
/// - **Source**: RFC 1950; one stream, without a dictionary, with its checksum right and nothing after it.
package enum CappedInflation {
    /// Why there are no bytes.
    package enum Failure: Error, Hashable, Sendable {
        /// More than the cap would come out.
        case tooLarge
        /// It is no whole stream, or something follows it.
        case damaged
    }

    private static let bufferBytes = 1024

    /// How many bytes come out.
    package static func count(_ stream: Span<UInt8>, cap: Int) throws(Failure) -> Int {
        var count = 0
        try run(stream, cap: cap) { _, made in count += made }
        return count
    }

    /// What comes out.
    package static func bytes(_ stream: Span<UInt8>, cap: Int) throws(Failure) -> [UInt8] {
        var bytes: [UInt8] = []
        try run(stream, cap: cap) { buffer, made in bytes += buffer.prefix(made) }
        return bytes
    }

    private static func run(
        _ input: Span<UInt8>, cap: Int, _ take: (_ buffer: [UInt8], _ made: Int) -> Void
    ) throws(Failure) {
        var stream = unsafe z_stream()
        guard unsafe faregate_inflate_init_zlib(&stream) == Z_OK else { throw .damaged }
        defer { unsafe inflateEnd(&stream) }
        var (buffer, total) = ([UInt8](repeating: 0, count: bufferBytes), 0)
        // zlib does not write to its input, though its type says nothing of it.
        var source = input.copy(0..<input.count)
        let size = UInt32(source.count)
        let failure = unsafe source.withUnsafeMutableBufferPointer { source -> Failure? in
            unsafe stream.next_in = source.baseAddress
            unsafe stream.avail_in = size
            while true {
                let result = unsafe buffer.withUnsafeMutableBufferPointer { output in
                    unsafe stream.next_out = output.baseAddress
                    unsafe stream.avail_out = UInt32(output.count)
                    return unsafe inflate(&stream, Z_NO_FLUSH)
                }
                let made = bufferBytes - Int(unsafe stream.avail_out)
                total += made
                guard total <= cap else { return .tooLarge }
                take(buffer, made)
                switch result {
                case Z_STREAM_END: return unsafe stream.avail_in == 0 ? nil : .damaged
                case Z_OK where made > 0: continue
                default: return .damaged
                }
            }
        }
        if let failure { throw failure }
    }
}
