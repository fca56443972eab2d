import CardCrypto

/// Rewrites a whole old segment without what leads to a card.
///
/// - **Shape**: each record keeps the SHA-256 of what it was, so that the chain and the authentication codes still
///   hold, and gets a code over what is left. A new file, synced, takes the old one's place in one step: after a crash
///   or power cut one or the other is there, whole.
/// - **Limits**: the segment fits memory; nobody may write it, which is so for every one but the last.
/// - **Errors**: ``JournalError``; the old segment stands then.
package struct SegmentRedaction {
    /// The file that the new segment is written to.
    private static let temporaryName = "redacted.new"
    private static let piece = 1 << 20

    private let storage: any JournalStorage
    private let key: DeviceKey?

    /// `key`: makes the codes over what is left; nil: none.
    package init(_ storage: any JournalStorage, key: DeviceKey?) {
        self.storage = storage
        self.key = key
    }

    /// Takes the tokens out of a segment; one that has none any more stays as it is.
    package func redact(_ number: UInt32) throws(JournalError) {
        let name = JournalFormat.segmentName(number)
        do throws(StorageError) {
            if try storage.names().contains(Self.temporaryName) { try storage.remove(Self.temporaryName) }
        } catch {
            throw JournalError(error)
        }
        let old = try contents(name)
        guard let header = try SegmentHeader.read(old.span, file: name) else {
            throw .damaged(JournalDamage(file: name, offset: 0, sequence: 0, fault: .segmentHeader))
        }
        guard header.redactionKey == nil else { return }
        let new = try redacted(old, header, name)
        do throws(StorageError) {
            let file = try storage.create(Self.temporaryName)
            defer { storage.close(file) }
            var offset = 0
            while offset < new.count {
                let end = min(new.count, offset + Self.piece)
                try storage.write(file, at: offset, new.span.extracting(offset..<end))
                offset = end
            }
            try storage.sync(file)
            try storage.replace(name, with: Self.temporaryName)
            try storage.syncFolder()
        } catch {
            throw JournalError(error)
        }
    }

    private func contents(_ name: String) throws(JournalError) -> [UInt8] {
        do throws(StorageError) {
            let file = try storage.open(name, forWriting: false)
            defer { storage.close(file) }
            var bytes = [UInt8](repeating: 0, count: try storage.size(of: file))
            let count = try storage.read(file, at: 0, into: &bytes, from: 0, count: bytes.count)
            return Array(bytes[..<count])
        } catch {
            throw JournalError(error)
        }
    }

    private func redacted(_ old: [UInt8], _ header: SegmentHeader, _ name: String) throws(JournalError) -> [UInt8] {
        let checksumStart = ChainHash(seedOf: header.identity).checksumStart
        var new = SegmentHeader(
            identity: header.identity, number: header.number, firstSequence: header.firstSequence,
            chain: header.chain, redactionKey: key?.identifier ?? 0
        ).bytes
        new.reserveCapacity(old.count + old.count / 4)
        var offset = JournalFormat.segmentHeaderLength
        while offset < old.count {
            let rest = old.span.extracting(offset..<old.count)
            guard let length = FrameChecker.length(rest) else { throw damage(name, offset, .length) }
            let frame = rest.extracting(0..<length)
            let sum = Checksum.crc32c(frame.extracting(4..<length), after: checksumStart)
            guard sum == frame.number(UInt32.self, at: 0) else { throw damage(name, offset, .checksum) }
            new += try redacted(frame, checksumStart, name, offset)
            offset += length
        }
        return new
    }

    private func redacted(
        _ frame: Span<UInt8>, _ checksumStart: UInt32, _ name: String, _ offset: Int
    ) throws(JournalError) -> [UInt8] {
        let header = RecordHeader(frame)
        let layout = FrameLayout(length: frame.count, keyIdentifier: header.keyIdentifier, redactionKey: nil)
        var writer = BodyWriter()
        writer.bytes += frame.array(0..<JournalFormat.frameHeaderLength)
        let body = frame.extracting(JournalFormat.frameHeaderLength..<layout.bodyEnd)
        let rest: (any JournalBody)?
        do throws(BodyFault) { rest = try RecordRedaction.redacted(header, body) } catch {
            if let form = error.newerForm {
                throw .newerRecord(file: name, sequence: header.sequence, kind: header.kind, form: form)
            }
            throw damage(name, offset, .body(kind: header.kind, offset: error.offset))
        }
        if let rest { try rest.write(into: &writer) } else { writer.bytes += body.array(0..<body.count) }
        let digest = layout.digest(of: frame)
        for index in digest.indices { writer.bytes.append(digest[index]) }
        writer.bytes += frame.array(layout.codeStart..<frame.count)
        let end = writer.bytes.count
        let length = end + (key == nil ? 0 : JournalFormat.macLength)
        writer.bytes.put(UInt32(length), at: 4)
        if let key {
            let code = key.code(of: FrameLayout.redactionDigest(writer.bytes.span.extracting(4..<end)))
            for index in 0..<JournalFormat.macLength { writer.bytes.append(code[index]) }
        }
        writer.bytes.put(
            Checksum.crc32c(writer.bytes.span.extracting(4..<length), after: checksumStart), at: 0)
        return writer.bytes
    }

    private func damage(_ name: String, _ offset: Int, _ fault: JournalDamage.Fault) -> JournalError {
        .damaged(JournalDamage(file: name, offset: offset, sequence: 0, fault: fault))
    }
}
