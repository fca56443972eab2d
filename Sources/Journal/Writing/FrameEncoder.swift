import CardCrypto

/// Makes frames: gives each record its sequence, chain and authentication code.
///
/// - **Shape**: one reused buffer; no allocation after it is made.
struct FrameEncoder {
    /// The sequence of the last record.
    private(set) var sequence: UInt64
    /// The hash of the last record.
    private(set) var chain: ChainHash
    /// The key of the authentication codes.
    var key: DeviceKey?
    /// What has been counted, this encoder's records included.
    private(set) var registers: AuditRegisters

    private let checksumStart: UInt32
    private var writer = BodyWriter()

    /// Continues after a record.
    init(identity: JournalIdentity, sequence: UInt64, chain: ChainHash, key: DeviceKey?, registers: AuditRegisters) {
        self.sequence = sequence
        self.chain = chain
        self.key = key
        self.registers = registers
        checksumStart = ChainHash(seedOf: identity).checksumStart
    }

    /// The last frame.
    var frame: [UInt8] { writer.bytes }

    /// Registers that are due have no room now.
    mutating func oweRegisters() { registers.owe() }

    /// Makes the next frame.
    ///
    /// - **Errors**: ``JournalError/tooLong(field:bytes:limit:)``; the sequence is not used up then.
    mutating func encode(
        _ body: some JournalBody, _ moment: JournalMoment, groupPosition: UInt16
    ) throws(JournalError) -> UInt64 {
        writer.bytes.removeAll(keepingCapacity: true)
        writer.number(UInt64(0))
        writer.number(sequence + 1)
        writer.number(chain.low)
        writer.number(chain.high)
        writer.number(type(of: body).kind.rawValue)
        writer.number(body.form)
        writer.number(key?.identifier ?? 0)
        writer.number(groupPosition)
        writer.number(UInt16(0))
        writer.number(moment.wallMilliseconds)
        writer.number(moment.monotonicNanoseconds)
        try body.write(into: &writer)
        try finish()
        sequence += 1
        registers.countRecord()
        body.count(in: &registers)
        return sequence
    }

    private mutating func finish() throws(JournalError) {
        let bodyEnd = writer.bytes.count
        let length = bodyEnd + (key == nil ? 0 : JournalFormat.macLength)
        guard length <= JournalFormat.largestFrame else {
            throw .tooLong(field: "record", bytes: length, limit: JournalFormat.largestFrame)
        }
        writer.bytes.put(UInt32(length), at: 4)
        var hash = SHA256()
        hash.update(writer.bytes.span.extracting(4..<bodyEnd))
        let digest = hash.finish()
        if let key {
            let code = key.code(of: digest)
            for index in 0..<JournalFormat.macLength { writer.bytes.append(code[index]) }
        }
        let checksum = Checksum.crc32c(writer.bytes.span.extracting(4..<length), after: checksumStart)
        writer.bytes.put(checksum, at: 0)
        chain = ChainHash(digest.span)
    }
}

extension ChainHash {
    /// Where the checksums of a journal begin, for its seed: a stale frame of another journal, which a disk may show
    /// in a torn tail, then never looks sound.
    var checksumStart: UInt32 { UInt32(truncatingIfNeeded: low) }
}
