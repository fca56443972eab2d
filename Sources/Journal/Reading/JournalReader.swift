/// Reads a journal from its first record to its last, and checks it on the way.
///
/// - **Shape**: streams; one reused buffer, no object a record. Takes no lock: while a gate writes, its last group may
///   look like a torn tail.
/// - **Errors**: what is wrong with the journal stands in ``JournalScan/damage``; thrown is only what keeps from
///   reading.
package struct JournalReader {
    /// The size of a read.
    private static let window = 1 << 20

    private let storage: any JournalStorage
    private let keys: [DeviceKey]
    private let authenticatedFrom: UInt64
    private let device: String?
    private var scan = JournalScan()
    private var anchors: [HeadAnchor] = []
    private var checker: FrameChecker?
    private var buffer: [UInt8] = []

    private init(
        _ storage: any JournalStorage, keys: [DeviceKey], authenticatedFrom: UInt64, device: String?
    ) {
        self.storage = storage
        self.keys = keys
        self.authenticatedFrom = authenticatedFrom
        self.device = device
    }

    /// Reads all records.
    ///
    /// - **Parameters**: `keys` to check authentication codes with, none of which is checked without; with keys, every
    ///   record from `authenticatedFrom` on must have a code by one of them; `device` that the journal must belong to;
    ///   `visit`, which gets the header and body of each sound record.
    package static func read(
        _ storage: any JournalStorage, keys: [DeviceKey] = [], authenticatedFrom: UInt64 = 1, device: String? = nil,
        visit: (RecordHeader, Span<UInt8>) throws(BodyFault) -> Void = { _, _ throws(BodyFault) in }
    ) throws(JournalError) -> JournalScan {
        var reader = JournalReader(
            storage, keys: keys, authenticatedFrom: authenticatedFrom, device: device)
        do throws(StorageError) {
            try reader.read(visit)
        } catch {
            throw reader.failure ?? JournalError(error)
        }
        if let failure = reader.failure { throw failure }
        return reader.scan
    }

    /// Whose journal a folder holds, by its first segment alone.
    ///
    /// - **Returns** nil if there is none.
    /// - **Errors**: those of the disk.
    package static func identity(_ storage: any JournalStorage) throws(JournalError) -> JournalIdentity? {
        let name = JournalFormat.segmentName(1)
        let length = JournalFormat.segmentHeaderLength
        var bytes = [UInt8](repeating: 0, count: length)
        do throws(StorageError) {
            guard try storage.names().contains(name) else { return nil }
            let file = try storage.open(name, forWriting: false)
            defer { storage.close(file) }
            _ = try storage.read(file, at: 0, into: &bytes, from: 0, count: length)
        } catch {
            throw JournalError(error)
        }
        return try SegmentHeader.read(bytes.span, file: name)?.identity
    }

    /// Why reading stopped, apart from the disk.
    private var failure: JournalError?

    private mutating func read(
        _ visit: (RecordHeader, Span<UInt8>) throws(BodyFault) -> Void
    ) throws(StorageError) {
        let names = try storage.names()
        let numbers = names.compactMap(JournalFormat.segmentNumber).sorted()
        let hasHead = names.contains(JournalFormat.headName)
        if hasHead { try readHead() }
        buffer = [UInt8](repeating: 0, count: Self.window + JournalFormat.largestRedactedFrame)
        for (index, number) in numbers.enumerated() {
            guard Int(number) == index + 1 else {
                damage(JournalFormat.segmentName(UInt32(index + 1)), 0, .segmentMissing)
                break
            }
            try readSegment(number, isLast: index == numbers.count - 1, visit)
            if scan.damage != nil || scan.tornTailBytes > 0 || failure != nil { break }
        }
        if let checker {
            scan.lastSequence = checker.sequence
            scan.chain = checker.chain
            scan.lastKeyIdentifier = checker.keyIdentifier
            scan.lastCoded = checker.lastCoded
            scan.authenticated = checker.authenticated
            scan.unchecked = checker.unchecked
            scan.authenticatedFrom = checker.authenticatedFrom
        }
        if scan.damage == nil { compareWithHead(hasSegments: !numbers.isEmpty) }
    }

    // MARK: Head

    private mutating func readHead() throws(StorageError) {
        let length = JournalFormat.headSlotLength
        let file = try storage.open(JournalFormat.headName, forWriting: false)
        defer { storage.close(file) }
        var bytes = [UInt8](repeating: 0, count: 2 * length)
        let count = try storage.read(file, at: 0, into: &bytes, from: 0, count: bytes.count)
        let slots = [
            HeadAnchor.read(bytes.span.extracting(0..<length)), HeadAnchor.read(bytes.span.extracting(length...)),
        ]
        anchors = slots.compactMap { $0 }.sorted { $0.count > $1.count }
        scan.anchor = anchors.first
        scan.unreadableSlots = 2 - anchors.count
        // Before the second anchor its slot is zeros.
        let isFresh = anchors.first?.count == 0 && bytes[length...].allSatisfy { $0 == 0 }
        if anchors.count == 1, isFresh, count == bytes.count { scan.unreadableSlots = 0 }
    }

    private mutating func compareWithHead(hasSegments: Bool) {
        let name = JournalFormat.headName
        guard let anchor = scan.anchor else {
            // Records cannot be acknowledged before the head is on the disk: without any, its making was cut short.
            if scan.lastSequence > 0 || scan.segments > 1 { damage(name, 0, .headMissing) }
            return
        }
        guard scan.identity != nil else {
            damage(JournalFormat.segmentName(1), 0, hasSegments ? .segmentHeader : .segmentMissing)
            return
        }
        if scan.lastSequence < anchor.sequence {
            let end = scan.end ?? JournalScan.Position(segment: 1, offset: 0)
            damage(JournalFormat.segmentName(end.segment), end.offset, .recordsMissing(anchored: anchor.sequence))
        }
    }

    // MARK: Segments

    private mutating func readSegment(
        _ number: UInt32, isLast: Bool, _ visit: (RecordHeader, Span<UInt8>) throws(BodyFault) -> Void
    ) throws(StorageError) {
        let name = JournalFormat.segmentName(number)
        let file = try storage.open(name, forWriting: false)
        defer { storage.close(file) }
        let size = try storage.size(of: file)
        let count = try storage.read(
            file, at: 0, into: &buffer, from: 0, count: min(size, JournalFormat.segmentHeaderLength))
        let read: SegmentHeader?
        do throws(JournalError) {
            read = try SegmentHeader.read(buffer.span.extracting(0..<count), file: name)
        } catch {
            failure = error
            return
        }
        guard let header = read else {
            return try unreadableHeader(of: file, number, size: size, isLast: isLast)
        }
        guard accept(header, number) else { return }
        checker?.redactionKey = header.redactionKey
        if header.redactionKey != nil { scan.redactedSegments += 1 }
        scan.segments += 1
        scan.end = JournalScan.Position(segment: number, offset: JournalFormat.segmentHeaderLength)
        guard checkAnchors(number) else { return }
        try readFrames(of: file, number, size: size, isLast: isLast, visit)
        scan.bytes += scan.end?.offset ?? 0
    }

    /// A segment begins with its header synced, and before any of its records: only the last one can lack it.
    private mutating func unreadableHeader(
        of file: StorageFile, _ number: UInt32, size: Int, isLast: Bool
    ) throws(StorageError) {
        let name = JournalFormat.segmentName(number)
        guard isLast else { return damage(name, 0, .segmentHeader) }
        guard checker != nil else {
            // The first one: its making was interrupted, if there is no head to say otherwise.
            if scan.anchor != nil || size > JournalFormat.segmentHeaderLength { damage(name, 0, .segmentHeader) }
            scan.tornSegment = number
            return
        }
        try stop(at: 0, .segmentHeader, of: file, number, size: size, isLast: true)
        if scan.damage == nil { scan.tornSegment = number }
    }

    private mutating func accept(_ header: SegmentHeader, _ number: UInt32) -> Bool {
        let name = JournalFormat.segmentName(number)
        if let device, header.identity.device != device {
            failure = .otherDevice(path: storage.path, found: header.identity.device, expected: device)
            return false
        }
        if checker == nil {
            scan.identity = header.identity
            checker = FrameChecker(identity: header.identity, keys: keys)
            if let anchor = scan.anchor, anchor.epoch != header.identity.epoch {
                damage(JournalFormat.headName, anchor.slot * JournalFormat.headSlotLength, .headOfAnother)
                return false
            }
        }
        guard let checker, header.number == number, header.identity == scan.identity,
            header.firstSequence == checker.sequence + 1, header.chain == checker.chain
        else {
            damage(name, 0, .segmentHeader)
            return false
        }
        return true
    }

    private mutating func readFrames(
        of file: StorageFile, _ number: UInt32, size: Int, isLast: Bool,
        _ visit: (RecordHeader, Span<UInt8>) throws(BodyFault) -> Void
    ) throws(StorageError) {
        var offset = JournalFormat.segmentHeaderLength
        var (start, end) = (0, 0)
        while offset < size {
            if end - start < JournalFormat.largestRedactedFrame, offset + end - start < size {
                for index in start..<end { buffer[index - start] = buffer[index] }
                (start, end) = (0, end - start)
                let count = min(Self.window, size - offset - end)
                let got = try storage.read(file, at: offset + end, into: &buffer, from: end, count: count)
                guard got > 0 else { break }
                end += got
            }
            let length: Int
            switch checkFrame(start..<end, visit) {
            case .sound(let count): length = count
            case .fault(let fault):
                return try stop(at: offset, fault, of: file, number, size: size, isLast: isLast)
            case .newer(let header, let form):
                failure = .newerRecord(
                    file: JournalFormat.segmentName(number), sequence: header.sequence, kind: header.kind, form: form)
                return
            }
            noteAuthentication(number, offset)
            start += length
            offset += length
            scan.end = JournalScan.Position(segment: number, offset: offset)
            guard checkAnchors(number) else { return }
        }
    }

    /// Notes the first record that must be authenticated and is not.
    private mutating func noteAuthentication(_ number: UInt32, _ offset: Int) {
        guard !keys.isEmpty, scan.notAuthenticated == nil, let checker, checker.sequence >= authenticatedFrom,
            checker.authenticatedFrom == nil
        else { return }
        scan.notAuthenticated = JournalDamage(
            file: JournalFormat.segmentName(number), offset: offset, sequence: checker.sequence,
            fault: .notAuthenticated)
    }

    private enum Check {
        case sound(length: Int)
        case fault(JournalDamage.Fault)
        /// Of a form that the visitor must know and does not.
        case newer(RecordHeader, form: UInt8)
    }

    private mutating func checkFrame(
        _ range: Range<Int>, _ visit: (RecordHeader, Span<UInt8>) throws(BodyFault) -> Void
    ) -> Check {
        let there = buffer.span.extracting(range)
        let redactionKey = checker?.redactionKey
        let limit = redactionKey == nil ? JournalFormat.largestFrame : JournalFormat.largestRedactedFrame
        guard let length = FrameChecker.length(there, limit: limit) else { return .fault(.length) }
        let frame = there.extracting(0..<length)
        if let fault = checker?.check(frame) { return .fault(fault) }
        let header = RecordHeader(frame, isRedacted: redactionKey != nil)
        let layout = FrameLayout(
            length: length, keyIdentifier: header.keyIdentifier, redactionKey: redactionKey)
        do throws(BodyFault) {
            try visit(header, frame.extracting(JournalFormat.frameHeaderLength..<layout.bodyEnd))
        } catch {
            if let form = error.newerForm {
                return .newer(header, form: form)
            }
            return .fault(.body(kind: header.kind, offset: error.offset))
        }
        return .sound(length: length)
    }

    /// Compares the record read last with the anchors that name it.
    private mutating func checkAnchors(_ number: UInt32) -> Bool {
        guard let checker else { return false }
        for index in anchors.indices where anchors[index].sequence == checker.sequence {
            // The end of its own segment: what an anchor says of the next one's header is nothing.
            if index == 0, scan.anchorEnd == nil { scan.anchorEnd = scan.end }
            guard anchors[index].chain == checker.chain else {
                damage(JournalFormat.segmentName(number), scan.end?.offset ?? 0, .anchorDiffers)
                return false
            }
        }
        return true
    }

    /// Decides what an unreadable place is: a torn tail, or damage.
    private mutating func stop(
        at offset: Int, _ fault: JournalDamage.Fault, of file: StorageFile, _ number: UInt32, size: Int, isLast: Bool
    ) throws(StorageError) {
        guard let checker else { return }
        let isUnreadable = [.length, .checksum, .segmentHeader].contains(fault)
        let isAnchored = checker.sequence < scan.anchor?.sequence ?? 0
        if isLast, isUnreadable, !isAnchored {
            var rest = [UInt8](repeating: 0, count: size - offset)
            let count = try storage.read(file, at: offset, into: &rest, from: 0, count: rest.count)
            if !checker.provesMore(rest.span.extracting(0..<count)) {
                scan.tornTailBytes = size - offset
                return
            }
        }
        damage(JournalFormat.segmentName(number), offset, fault)
    }

    private mutating func damage(_ file: String, _ offset: Int, _ fault: JournalDamage.Fault) {
        var sequence = (checker?.sequence ?? 0) + 1
        // A record whose contents cannot be read is itself in its place.
        if case .body = fault { sequence -= 1 }
        scan.damage = JournalDamage(file: file, offset: offset, sequence: sequence, fault: fault)
    }
}
