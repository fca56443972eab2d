import Fares
import Gate

/// Which segments of a journal are old as a whole.
///
/// - **Shape**: made by reading the journal once. The last segment is never in it.
package struct RetentionPlan: Sendable {
    /// A segment as the plan sees it.
    package struct Segment: Hashable, Sendable {
        /// Its number.
        package let number: UInt32
        /// Its first record.
        package let firstSequence: UInt64
        /// The last service day, or day by the wall clock, of any of its records.
        package var lastDate = ServiceDate(dayNumber: .min)
        /// The last approved tap of each service day in it: a refused one is settled by nobody.
        package var lastTaps: [ServiceDate: UInt64] = [:]
        /// The records of debits that nobody knows the end of: listed by a batch, and settled by nobody.
        package var doubtful: [UInt64] = []
        /// Whether it is rewritten already.
        package let isRedacted: Bool
    }

    /// What must stand in a journal before a segment counts as old, whatever a clock says now.
    package struct Evidence: Hashable, Sendable {
        /// Today, by that clock.
        package let today: ServiceDate
        /// Days after the segment's last one and up to today, on each of which there is a record at least.
        package let days: Int

        package init(today: ServiceDate, days: Int) {
            self.today = today
            self.days = days
        }
    }

    /// What keeps a segment, and all after it, as they are.
    package enum Stop: Hashable, Sendable {
        /// A record of it is too young.
        case young(segment: UInt32, last: ServiceDate)
        /// No batch of the day has seen its last approved tap.
        case notSettled(segment: UInt32, day: ServiceDate)
        /// No batch has listed a doubtful debit of it.
        case notListed(segment: UInt32, record: UInt64)
        /// The journal has records of too few days since.
        case fewDays(segment: UInt32, seen: Int, wanted: Int)
    }

    /// Segments to rewrite, and what ends them; nil: the last segment, which always stays.
    package struct Due: Hashable, Sendable {
        package fileprivate(set) var segments: [Segment] = []
        package fileprivate(set) var stop: Stop?
    }

    /// Whose journal; nil: none in this folder.
    package private(set) var identity: JournalIdentity?
    /// The last record.
    package private(set) var lastSequence: UInt64 = 0
    /// The key of its code.
    package private(set) var lastKeyIdentifier: UInt16 = 0
    /// All segments in order.
    package private(set) var segments: [Segment] = []
    /// The days of which there are records, by service day and by the wall clock.
    package private(set) var days: Set<ServiceDate> = []
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
        var starts: [(bytes: UInt64, date: ServiceDate)] = []
        let scan = try JournalReader.read(storage, keys: keys) { (record, body) throws(BodyFault) in
            while index + 1 < plan.segments.count, record.sequence >= plan.segments[index + 1].firstSequence {
                index += 1
            }
            let date = try Self.date(of: record, body)
            plan.days.insert(date)
            guard index < plan.segments.count else { return }
            plan.segments[index].lastDate = max(plan.segments[index].lastDate, date)
            if record.kind == RecordKind.tap.rawValue {
                guard record.hasKnownForm else { throw BodyFault(newerForm: record.form) }
                let tap = try JournalTap.read(body, keepsSealedData: false)
                if tap.outcome == .open { plan.segments[index].lastTaps[tap.serviceDate] = record.sequence }
            }
            if try Self.isDoubtful(record, body) { plan.segments[index].doubtful.append(record.sequence) }
            if record.kind == RecordKind.start.rawValue {
                let bytes = try JournalStart.read(body).tornBytes
                if bytes > 0 { starts.append((bytes, date)) }
            }
        }
        if let damage = scan.damage { throw .damaged(damage) }
        self = plan
        identity = scan.identity
        lastSequence = scan.lastSequence
        lastKeyIdentifier = scan.lastKeyIdentifier
        tornFiles = try Self.dated(names, storage, starts, last: segments.last?.lastDate)
    }

    /// Torn files with their days. A start says how many bytes it has set aside: from the youngest file on, each is of
    /// the latest start of its size that no younger one has taken. One that no start tells of is as old as the next
    /// younger.
    private static func dated(
        _ names: [String], _ storage: any JournalStorage, _ starts: [(bytes: UInt64, date: ServiceDate)],
        last: ServiceDate?
    ) throws(JournalError) -> [(name: String, date: ServiceDate)] {
        let files = names.compactMap { name in JournalFormat.tornNumber(name).map { (number: $0, name: name) } }
        var date = last ?? ServiceDate(dayNumber: .max)
        var left = starts.count
        var dated: [(name: String, date: ServiceDate)] = []
        for (_, name) in files.sorted(by: { $0.number > $1.number }) {
            let size: Int
            do throws(StorageError) {
                let file = try storage.open(name, forWriting: false)
                defer { storage.close(file) }
                size = try storage.size(of: file)
            } catch {
                throw JournalError(error)
            }
            if let index = starts[..<left].lastIndex(where: { $0.bytes == UInt64(size) }) {
                date = starts[index].date
                left = index
            }
            dated.append((name, date))
        }
        return dated.reversed()
    }

    /// The segments to rewrite: all before the first one with a record after `date`, an approved tap that is not
    /// settled, a doubtful debit that is not listed, or too few days after it; those done already are passed over.
    ///
    /// - **Parameters**: `settled`, the last record that settlement has seen when it settled a day; nil: not asked;
    ///   `listed`, whether a batch has listed a record as doubtful, asked where `settled` is; nil: none has; `evidence`
    ///   that so much time has really gone by; nil: whoever gives the date answers for it.
    package func due(
        through date: ServiceDate, settled: ((ServiceDate) -> UInt64)?, listed: ((UInt64) -> Bool)? = nil,
        evidence: Evidence? = nil
    ) -> Due {
        var due = Due()
        for segment in segments.dropLast() {
            due.stop = stop(segment, through: date, settled, listed, evidence)
            guard due.stop == nil else { break }
            if !segment.isRedacted { due.segments.append(segment) }
        }
        return due
    }

    private func stop(
        _ segment: Segment, through date: ServiceDate, _ settled: ((ServiceDate) -> UInt64)?,
        _ listed: ((UInt64) -> Bool)?, _ evidence: Evidence?
    ) -> Stop? {
        guard segment.lastDate <= date else { return .young(segment: segment.number, last: segment.lastDate) }
        guard !segment.isRedacted else { return nil }
        if let settled {
            for (day, last) in segment.lastTaps.sorted(by: { $0.key < $1.key }) where settled(day) < last {
                return .notSettled(segment: segment.number, day: day)
            }
            if let record = segment.doubtful.first(where: { !(listed?($0) ?? false) }) {
                return .notListed(segment: segment.number, record: record)
            }
        }
        guard let evidence, !isOld(segment.lastDate, evidence) else { return nil }
        return .fewDays(segment: segment.number, seen: seen(after: segment.lastDate, evidence), wanted: evidence.days)
    }

    /// Whether there are records of enough days since.
    func isOld(_ date: ServiceDate, _ evidence: Evidence?) -> Bool {
        evidence.map { seen(after: date, $0) >= $0.days } ?? true
    }

    private func seen(after date: ServiceDate, _ evidence: Evidence) -> Int {
        days.count { $0 > date && $0 <= evidence.today }
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

    /// Whether a record tells of a debit that nobody knows the end of, with the card still in it.
    private static func isDoubtful(_ record: RecordHeader, _ body: Span<UInt8>) throws(BodyFault) -> Bool {
        guard !record.isRedacted, record.hasKnownForm else { return false }
        switch RecordKind(rawValue: record.kind) {
        case .purse: return try JournalPurse.read(body).state == .unresolved
        case .torn: return try JournalTorn.read(body).state == .suspect
        default: return false
        }
    }

    private static func date(of record: RecordHeader, _ body: Span<UInt8>) throws(BodyFault) -> ServiceDate {
        let date = record.moment.localTime.date
        switch RecordKind(rawValue: record.kind) {
        case .tap where record.hasKnownForm:
            return max(date, try JournalTap.read(body, keepsSealedData: false).serviceDate)
        case .sweep where record.hasKnownForm: return max(date, try JournalSweep.read(body).serviceDate)
        default: return date
        }
    }
}

extension RetentionPlan.Stop: CustomStringConvertible {
    package var description: String {
        switch self {
        case .young(let segment, let last): "segment \(segment) has a record of \(last)"
        case .notSettled(let segment, let day): "segment \(segment) has taps of \(day) that no batch has seen"
        case .notListed(let segment, let record):
            "segment \(segment) has a doubtful debit (record \(record)) that no batch has listed"
        case .fewDays(let segment, let seen, let wanted):
            "since segment \(segment) the journal has records of \(seen) days; wanted: \(wanted)"
        }
    }
}
