/// An answer to reset: how a card speaks, and what it says of itself.
///
/// - **Shape**: ISO/IEC 7816-3, 8.2 (TS, T0, interface bytes, historical bytes, TCK) and, for contactless cards, the
///   form that readers make of an ATS (PC/SC part 3, 3.1.3.2.3). From public sources; the pages were not read.
/// - **Errors**: ``AnswerToResetError`` with the offset of the byte.
public struct AnswerToReset: Hashable, Sendable {
    /// The most bytes of one.
    public static let longest = 33

    /// One interface byte: its name, such as `TA1`, and value.
    public struct InterfaceByte: Hashable, Sendable {
        /// `TA1`, `TB1` and so on.
        public let name: String
        /// Its value.
        public let value: UInt8
    }

    /// What kind of card a reader says it sees (PC/SC part 3).
    public enum Contactless: Hashable, Sendable {
        /// A processor card of ISO/IEC 14443-4.
        case processor
        /// A storage card, with the standard and the name that the reader gives it.
        case storage(standard: UInt8, name: UInt16)
    }

    /// All bytes.
    public let bytes: [UInt8]
    /// Whether TS is `3F`: bits inverted and in the other order on a contact card's line.
    public let isInverse: Bool
    /// The bytes that TDi and T0 announce.
    public let interfaceBytes: [InterfaceByte]
    /// The transmission protocols named, in order; T=0 where none is.
    public let protocols: [UInt8]
    /// Where the historical bytes lie.
    public let historical: Range<Int>
    /// The check byte, where there is one.
    public let check: UInt8?
    /// What a reader of contactless cards says the card is; nil for a contact card.
    public let contactless: Contactless?

    /// The bytes by which a card says who it is.
    public var historicalBytes: ArraySlice<UInt8> { bytes[historical] }

    /// All bytes, those of card numbers among the historical bytes hidden by ``Transcript/masked()``'s rules; the check
    /// byte stays as it came.
    public var masked: [UInt8] {
        var masked = bytes
        var runs = CardNumberRuns()
        runs.mask(&masked, historical, .anywhere)
        return masked
    }

    /// Reads an answer to reset.
    public init(parsing input: some Collection<UInt8>) throws(AnswerToResetError) {
        let bytes = Array(input)
        guard bytes.count >= 2 else { throw .truncated(at: bytes.count) }
        guard bytes.count <= Self.longest else { throw .tooLong(count: bytes.count) }
        guard bytes[0] == 0x3B || bytes[0] == 0x3F else { throw .unknownConvention(at: 0) }
        var interfaceBytes: [InterfaceByte] = []
        var protocols: [UInt8] = []
        var at = 2
        var round = 1
        var announced = bytes[1] >> 4
        while announced != 0 {
            let present = announced
            announced = 0
            for (bit, letter) in ["A", "B", "C", "D"].enumerated() where present & 1 << UInt8(bit) != 0 {
                guard at < bytes.count else { throw .truncated(at: at) }
                interfaceBytes.append(InterfaceByte(name: "T\(letter)\(round)", value: bytes[at]))
                if letter == "D" {
                    // T=15 stands for global interface bytes and is no protocol (ISO/IEC 7816-3, 8.2.3).
                    let named = bytes[at] & 15
                    if named != 15, !protocols.contains(named) { protocols.append(named) }
                    announced = bytes[at] >> 4
                }
                at += 1
            }
            round += 1
        }
        let needsCheck = interfaceBytes.contains { $0.name.hasPrefix("TD") && $0.value & 15 != 0 }
        let end = at + Int(bytes[1] & 15)
        guard end <= bytes.count else { throw .truncated(at: bytes.count) }
        historical = at..<end
        at = end
        if needsCheck {
            guard at < bytes.count else { throw .missingCheck(at: at) }
            check = bytes[at]
            at += 1
            // ISO/IEC 7816-3, 8.2.5: all bytes from T0 to TCK add up to 0 without carry.
            guard bytes[1..<at].reduce(0, ^) == 0 else { throw .wrongCheck(at: at - 1) }
        } else {
            check = nil
        }
        guard at == bytes.count else { throw .trailingBytes(at: at) }
        self.bytes = bytes
        isInverse = bytes[0] == 0x3F
        self.interfaceBytes = interfaceBytes
        self.protocols = protocols.isEmpty ? [0] : protocols
        contactless = Self.contactless(interfaceBytes, bytes[historical])
    }

    /// PC/SC part 3: `3B 8n 80 01`, and for storage cards the historical bytes `80 4F 0C A0 00 00 03 06 SS NN NN ..`.
    private static func contactless(_ interface: [InterfaceByte], _ historical: ArraySlice<UInt8>) -> Contactless? {
        guard
            interface == [InterfaceByte(name: "TD1", value: 0x80), InterfaceByte(name: "TD2", value: 0x01)]
        else { return nil }
        let all = Array(historical)
        if all.count == 15, all.starts(with: [0x80, 0x4F, 0x0C, 0xA0, 0x00, 0x00, 0x03, 0x06]) {
            return .storage(standard: all[8], name: UInt16(all[9]) << 8 | UInt16(all[10]))
        }
        return .processor
    }
}

/// What makes bytes no answer to reset.
public enum AnswerToResetError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The bytes end before all announced ones have come.
    case truncated(at: Int)
    /// More bytes than one may have.
    case tooLong(count: Int)
    /// The first byte is neither `3B` nor `3F`.
    case unknownConvention(at: Int)
    /// A check byte is needed and not there.
    case missingCheck(at: Int)
    /// The check byte does not fit.
    case wrongCheck(at: Int)
    /// More bytes than announced.
    case trailingBytes(at: Int)

    public var description: String {
        switch self {
        case .truncated(let at): "byte \(at): the answer to reset ends too early"
        case .tooLong(let count): "an answer to reset has at most \(AnswerToReset.longest) bytes, this has \(count)"
        case .unknownConvention(let at): "byte \(at): an answer to reset begins with 3B or 3F"
        case .missingCheck(let at): "byte \(at): the check byte TCK is missing"
        case .wrongCheck(let at): "byte \(at): the check byte TCK is wrong"
        case .trailingBytes(let at): "byte \(at): more bytes than the answer to reset announces"
        }
    }
}
