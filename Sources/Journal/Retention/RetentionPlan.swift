import Fares

/// Which segments of a journal are old as a whole.
///
/// - **Shape**: made by reading the journal once. The last segment is never in it.
package struct RetentionPlan: Sendable {
    /// How far ahead of UTC the local time is that service days go by: China's.
    private static let localMilliseconds: Int64 = 8 * 3600 * 1000
    private static let dayMilliseconds: Int64 = 86_400_000

    /// A segment as the plan sees it.
    package struct Segment: Hashable, Sendable {
        /// Its number.
        package let number: UInt32
        /// Its first record.
        package let firstSequence: UInt64
        /// The last service day, or day by the wall clock, of any of its records.
        package var lastDate = ServiceDate(dayNumber: .min)
        /// The last tap of each service day in it.
        package var lastTaps: [ServiceDate: UInt64] = [:]
        /// Whether it is rewritten already.
        package let isRedacted: Bool
    }

    /// Whose journal; nil: none in this folder.
    package private(set) var identity: JournalIdentity?
    /// The last record.
    package private(set) var lastSequence: UInt64 = 0
    /// The key of its code.
    package private(set) var lastKeyIdentifier: UInt16 = 0
    /// All segments in order.
    package private(set) var segments: [Segment] = []
    /// The files of torn bytes, each with the day on which a start set it aside.
    package private(set) var tornFiles: [(name: String, date: ServiceDate)] = []

    /// Reads a journal.
    ///
    /// - **Errors**: ``JournalError/damaged(_:)`` and those of the disk.
    package init(_ storage: any JournalStorage, keys: [DeviceKey] = []) throws(JournalError) {
        let names: [String]
        do throws(StorageError) { names = try storage.names().sorted() } catch { throw JournalError(error) }
        for number in names.compactMap(JournalFormat.segmentNumber).sorted() {
            guard let header = try Self.header(storage, number) else { continue }
            segments.append(
                Segment(
                    number: number, firstSequence: header.firstSequence, isRedacted: header.redactionKey != nil))
        }
        var plan = self
        var index = 0
        var tornDates: [ServiceDate] = []
        let scan = try JournalReader.read(storage, keys: keys) { (record, body) throws(BodyFault) in
            while index + 1 < plan.segments.count, record.sequence >= plan.segments[index + 1].firstSequence {
                index += 1
            }
            let date = try Self.date(of: record, body)
            guard index < plan.segments.count else { return }
            plan.segments[index].lastDate = max(plan.segments[index].lastDate, date)
            if record.kind == RecordKind.tap.rawValue {
                guard record.hasKnownForm else { throw BodyFault(newerForm: record.form) }
                let day = try JournalTap.read(body, keepsSealedData: false).serviceDate
                plan.segments[index].lastTaps[day] = record.sequence
            }
            if record.kind == RecordKind.start.rawValue, try JournalStart.read(body).tornBytes > 0 {
                tornDates.append(date)
            }
        }
        if let damage = scan.damage { throw .damaged(damage) }
        self = plan
        identity = scan.identity
        lastSequence = scan.lastSequence
        lastKeyIdentifier = scan.lastKeyIdentifier
        let torn = names.filter { JournalFormat.tornNumber($0) != nil }
            .sorted { (JournalFormat.tornNumber($0) ?? 0) < (JournalFormat.tornNumber($1) ?? 0) }
        // The starts that set something aside, in the order of its files; one that no start tells of is as old as the last.
        tornFiles = torn.enumerated().map { index, name in
            (name, index < tornDates.count ? tornDates[index] : segments.last?.lastDate ?? ServiceDate(dayNumber: .max))
        }
    }

    /// The segments to rewrite: all before the first one with a record after `date`, or a tap that is not settled; those
    /// done already are passed over.
    ///
    /// - **Parameters**: `settled`, the last record that settlement has seen when it settled a day; nil: not asked.
    package func due(through date: ServiceDate, settled: ((ServiceDate) -> UInt64)?) -> [Segment] {
        var due: [Segment] = []
        for segment in segments.dropLast() {
            let isSettled = segment.lastTaps.allSatisfy { day, last in settled.map { $0(day) >= last } ?? true }
            guard segment.lastDate <= date, segment.isRedacted || isSettled else { break }
            if !segment.isRedacted { due.append(segment) }
        }
        return due
    }

    private static func header(
        _ storage: any JournalStorage, _ number: UInt32
    ) throws(JournalError) -> SegmentHeader? {
        var bytes = [UInt8](repeating: 0, count: JournalFormat.segmentHeaderLength)
        let name = JournalFormat.segmentName(number)
        do throws(StorageError) {
            let file = try storage.open(name, forWriting: false)
            defer { storage.close(file) }
            _ = try storage.read(file, at: 0, into: &bytes, from: 0, count: bytes.count)
        } catch {
            throw JournalError(error)
        }
        return try SegmentHeader.read(bytes.span, file: name)
    }

    private static func date(of record: RecordHeader, _ body: Span<UInt8>) throws(BodyFault) -> ServiceDate {
        let wall = (record.moment.wallMilliseconds + localMilliseconds) / dayMilliseconds
        let date = ServiceDate(dayNumber: Int32(clamping: wall))
        switch RecordKind(rawValue: record.kind) {
        case .tap where record.hasKnownForm:
            return max(date, try JournalTap.read(body, keepsSealedData: false).serviceDate)
        case .sweep where record.hasKnownForm: return max(date, try JournalSweep.read(body).serviceDate)
        default: return date
        }
    }
}
