import CardCrypto

/// Checks frame after frame: checksum, sequence, chain, authentication code.
final class FrameChecker {
    /// The sequence of the last sound frame.
    private(set) var sequence: UInt64
    /// The hash of it.
    private(set) var chain: ChainHash
    /// The key of the last sound frame; 0: none.
    private(set) var keyIdentifier: UInt16 = 0
    /// The last sound frame under each key.
    private(set) var lastCoded: [CodedRecord] = []
    private(set) var authenticated: UInt64 = 0
    private(set) var unchecked: UInt64 = 0
    /// From this frame on all are authenticated; nil if the last one is not.
    private(set) var authenticatedFrom: UInt64?

    /// That of the segment which is read: ``SegmentHeader/redactionKey``.
    var redactionKey: UInt16?

    private let checksumStart: UInt32
    private let keys: [DeviceKey]

    /// Starts before the first record of a journal.
    init(identity: JournalIdentity, keys: [DeviceKey]) {
        sequence = 0
        chain = ChainHash(seedOf: identity)
        checksumStart = chain.checksumStart
        self.keys = keys
    }

    /// The length of the frame at the beginning of `bytes`; nil if none can be so long, or if fewer bytes are there.
    static func length(_ bytes: Span<UInt8>, limit: Int = JournalFormat.largestFrame) -> Int? {
        guard bytes.count >= JournalFormat.frameHeaderLength else { return nil }
        let length = Int(bytes.number(UInt32.self, at: 4))
        guard length >= JournalFormat.frameHeaderLength, length <= limit, length <= bytes.count
        else { return nil }
        return length
    }

    /// Whether the checksum of a whole frame holds.
    func hasSoundChecksum(_ frame: Span<UInt8>) -> Bool {
        Checksum.crc32c(frame.extracting(4..<frame.count), after: checksumStart) == frame.number(UInt32.self, at: 0)
    }

    /// Checks the next frame, whole, and moves on; says what is wrong instead.
    func check(_ frame: Span<UInt8>) -> JournalDamage.Fault? {
        guard hasSoundChecksum(frame) else { return .checksum }
        let found = frame.number(UInt64.self, at: 8)
        guard found == sequence + 1 else { return .sequence(found: found) }
        guard ChainHash(frame, at: 16) == chain else { return .chain }
        let keyIdentifier = frame.number(UInt16.self, at: 34)
        self.keyIdentifier = keyIdentifier
        let layout = FrameLayout(length: frame.count, keyIdentifier: keyIdentifier, redactionKey: redactionKey)
        guard layout.bodyEnd >= JournalFormat.frameHeaderLength else { return .length }
        let digest = layout.digest(of: frame)
        if keyIdentifier != 0 {
            note(
                CodedRecord(
                    sequence: found, keyIdentifier: keyIdentifier, digest: digest,
                    code: frame.extracting(layout.codeStart..<layout.codeStart + JournalFormat.macLength)))
        }
        if keyIdentifier != 0, !keys.isEmpty {
            guard let key = key(keyIdentifier) else {
                unchecked += 1
                authenticatedFrom = nil
                return advance(found, digest)
            }
            let code = key.code(of: digest)
            for index in 0..<JournalFormat.macLength where code[index] != frame[layout.codeStart + index] {
                return .mac
            }
            guard let isRedactionSound = checkRedaction(frame, layout) else {
                unchecked += 1
                authenticatedFrom = nil
                return advance(found, digest)
            }
            guard isRedactionSound else { return .mac }
            authenticated += 1
            authenticatedFrom = authenticatedFrom ?? found
        } else {
            authenticatedFrom = nil
            if keyIdentifier != 0 { unchecked += 1 }
        }
        return advance(found, digest)
    }

    /// Whether the code over a redacted record holds; nil if it has none, or its key was not given.
    private func checkRedaction(_ frame: Span<UInt8>, _ layout: FrameLayout) -> Bool? {
        guard let redactionKey else { return true }
        guard redactionKey != 0, let key = key(redactionKey) else { return nil }
        let code = key.code(of: FrameLayout.redactionDigest(frame.extracting(4..<layout.redactionCodeStart)))
        for index in 0..<JournalFormat.macLength where code[index] != frame[layout.redactionCodeStart + index] {
            return false
        }
        return true
    }

    private func key(_ identifier: UInt16) -> DeviceKey? {
        for index in keys.indices where keys[index].identifier == identifier { return keys[index] }
        return nil
    }

    private func note(_ coded: CodedRecord) {
        for index in lastCoded.indices where lastCoded[index].keyIdentifier == coded.keyIdentifier {
            lastCoded[index] = coded
            return
        }
        lastCoded.append(coded)
    }

    private func advance(_ found: UInt64, _ digest: borrowing InlineArray<32, UInt8>) -> JournalDamage.Fault? {
        sequence = found
        chain = ChainHash(digest.span)
        return nil
    }

    /// Whether a sound frame lies anywhere in `rest` that was written when the record after the last sound one was
    /// durable already: then what is unreadable is no torn tail.
    func provesMore(_ rest: Span<UInt8>) -> Bool {
        let first = sequence + 1
        let most = UInt64(rest.count / JournalFormat.frameHeaderLength)
        var offset = 0
        while rest.count - offset >= JournalFormat.frameHeaderLength {
            let number = rest.number(UInt64.self, at: offset + 8)
            let position = rest.number(UInt16.self, at: offset + 36)
            if number <= first + most, position != JournalFormat.noGroup, number > first + UInt64(position) {
                let there = rest.extracting(offset..<rest.count)
                if let length = Self.length(there), hasSoundChecksum(there.extracting(0..<length)) { return true }
            }
            offset += 1
        }
        return false
    }
}
