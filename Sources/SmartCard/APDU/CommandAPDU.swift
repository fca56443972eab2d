/// A command to a card: header, data, and how much answer is expected.
///
/// - **Shape**: ISO/IEC 7816-3, 12.1, cases 1 to 4, short and extended (from public sources; the page was not read).
/// - **Limits**: 255 bytes of data and 256 of answer in the short form; 65,535 and 65,536 in the extended form.
public struct CommandAPDU: Hashable, Sendable {
    /// Class, instruction and parameters.
    public var cla, ins, p1, p2: UInt8
    /// The data field; empty in cases 1 and 2.
    public var data: [UInt8]
    /// The most bytes expected back (Ne); nil in cases 1 and 3. 256 in the short form is written `00`.
    public var expectedLength: Int?
    /// Whether lengths are written in the extended form even where the short one would do.
    public var isExtended: Bool

    public init(
        _ cla: UInt8, _ ins: UInt8, _ p1: UInt8, _ p2: UInt8, data: [UInt8] = [], expectedLength: Int? = nil,
        isExtended: Bool = false
    ) {
        precondition(data.count <= 0xFFFF && (0...0x10000).contains(expectedLength ?? 0))
        self.cla = cla
        self.ins = ins
        self.p1 = p1
        self.p2 = p2
        self.data = data
        self.expectedLength = expectedLength == 0 ? nil : expectedLength
        self.isExtended = isExtended || data.count > 255 || (expectedLength ?? 0) > 256
    }

    /// The bytes on the wire.
    public var bytes: [UInt8] {
        var result: [UInt8] = []
        append(to: &result)
        return result
    }

    /// Appends the bytes on the wire to a buffer.
    public func append(to buffer: inout [UInt8]) {
        buffer.append(cla)
        buffer.append(ins)
        buffer.append(p1)
        buffer.append(p2)
        if isExtended, !data.isEmpty || expectedLength != nil {
            buffer.append(0)
            if !data.isEmpty {
                buffer.append(UInt8(data.count >> 8))
                buffer.append(UInt8(truncatingIfNeeded: data.count))
                buffer += data
            }
            if let expectedLength {
                buffer.append(UInt8(truncatingIfNeeded: expectedLength >> 8))
                buffer.append(UInt8(truncatingIfNeeded: expectedLength))
            }
        } else {
            if !data.isEmpty {
                buffer.append(UInt8(data.count))
                buffer += data
            }
            if let expectedLength { buffer.append(UInt8(truncatingIfNeeded: expectedLength)) }
        }
    }
}

/// Why bytes are no command.
public enum APDUError: Error, Hashable, Sendable {
    /// Fewer than four bytes.
    case tooShort(count: Int)
    /// The length bytes and the number of bytes do not agree.
    case lengthMismatch(at: Int)
}

extension CommandAPDU {
    /// The command that `bytes` write.
    public init(parsing bytes: some Collection<UInt8>) throws(APDUError) {
        let all = Array(bytes)
        guard all.count >= 4 else { throw .tooShort(count: all.count) }
        let body = all.count - 4
        var data: [UInt8] = []
        var expected: Int?
        var isExtended = false
        if body == 1 {
            expected = all[4] == 0 ? 256 : Int(all[4])
        } else if body > 1, all[4] != 0 || body == 1 {
            let length = Int(all[4])
            guard body == 1 + length || body == 2 + length else { throw .lengthMismatch(at: 4) }
            data = Array(all[5..<(5 + length)])
            if body == 2 + length { expected = all[5 + length] == 0 ? 256 : Int(all[5 + length]) }
        } else if body >= 3 {
            isExtended = true
            let length = Int(all[5]) << 8 | Int(all[6])
            if body == 3 {
                expected = length == 0 ? 0x10000 : length
            } else {
                guard length > 0, body == 3 + length || body == 5 + length else { throw .lengthMismatch(at: 5) }
                data = Array(all[7..<(7 + length)])
                if body == 5 + length {
                    let last = Int(all[7 + length]) << 8 | Int(all[8 + length])
                    expected = last == 0 ? 0x10000 : last
                }
            }
        } else if body == 2 {
            throw .lengthMismatch(at: 4)
        }
        self.init(
            all[0], all[1], all[2], all[3], data: data, expectedLength: expected, isExtended: isExtended)
    }
}

extension CommandAPDU {
    /// SELECT by name (ISO/IEC 7816-4, 11.2.2): the first or only application of that name.
    public static func select(_ name: [UInt8]) -> CommandAPDU {
        CommandAPDU(0x00, 0xA4, 0x04, 0x00, data: name, expectedLength: 256)
    }

    /// READ RECORD `number` of the file with short file identifier `sfi` (ISO/IEC 7816-4, 11.4.3).
    public static func readRecord(_ number: UInt8, sfi: UInt8) -> CommandAPDU {
        CommandAPDU(0x00, 0xB2, number, sfi << 3 | 4, expectedLength: 256)
    }
}
