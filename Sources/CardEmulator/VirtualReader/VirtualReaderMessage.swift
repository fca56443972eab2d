/// What the virtual reader `vpcd` says to a card, one frame each.
///
/// - **Source**: vsmartcard's wire protocol as tried (toolchain.md 1.2): two bytes of length, high byte first, then the
///   body; a body of one byte is for the card's contacts, any other a command.
package enum VirtualReaderMessage: Hashable, Sendable {
    case powerOff
    case powerOn
    case reset
    /// The only control that is answered.
    case answerToReset
    case command([UInt8])

    init(body: ArraySlice<UInt8>) throws(VirtualReaderError) {
        guard body.count == 1, let code = body.first else {
            self = .command(Array(body))
            return
        }
        switch code {
        case 0: self = .powerOff
        case 1: self = .powerOn
        case 2: self = .reset
        case 4: self = .answerToReset
        default: throw .unknownControl(code)
        }
    }

    /// A frame with this body.
    package static func frame(_ body: [UInt8]) -> [UInt8] {
        precondition(body.count <= 0xFFFF)
        return [UInt8(body.count >> 8), UInt8(body.count & 0xFF)] + body
    }
}

/// Why the conversation with the virtual reader cannot go on.
package enum VirtualReaderError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A frame without a body.
    case emptyFrame
    /// A body of one byte that means nothing.
    case unknownControl(UInt8)
    /// The end came within a frame: fewer bytes than its length says.
    case cutFrame(expected: Int, got: Int)
    /// The address cannot be read or found.
    case noSuchAddress(String)
    /// A system call failed.
    case system(call: String, code: Int32)

    package var description: String {
        switch self {
        case .emptyFrame: "the reader sent a frame of length 0"
        case .unknownControl(let code): "the reader sent the unknown control \(code)"
        case .cutFrame(let expected, let got): "the reader promised \(expected) bytes and sent \(got)"
        case .noSuchAddress(let text): "\(text): no such address; give HOST:PORT, such as localhost:35963"
        case .system(let call, let code): "\(call) failed with error \(code)"
        }
    }
}

/// Puts frames together from bytes as they arrive.
package struct VirtualReaderFrames {
    private var bytes: [UInt8] = []

    package init() {}

    /// Whether a frame has begun and not ended.
    package var isWithinFrame: Bool { !bytes.isEmpty }

    /// Takes bytes from the reader.
    package mutating func append(_ more: some Sequence<UInt8>) { bytes += more }

    /// The next whole frame, or nil until more bytes come.
    package mutating func next() throws(VirtualReaderError) -> VirtualReaderMessage? {
        guard bytes.count >= 2 else { return nil }
        let length = Int(bytes[0]) << 8 | Int(bytes[1])
        guard length > 0 else { throw .emptyFrame }
        guard bytes.count >= 2 + length else { return nil }
        defer { bytes.removeFirst(2 + length) }
        return try VirtualReaderMessage(body: bytes[2..<(2 + length)])
    }

    /// Says that no more bytes will come.
    package func end() throws(VirtualReaderError) {
        guard !bytes.isEmpty else { return }
        let length = bytes.count >= 2 ? Int(bytes[0]) << 8 | Int(bytes[1]) : 2
        throw .cutFrame(expected: length, got: max(0, bytes.count - 2))
    }
}
