import Fares
import Gate

/// What a journal has counted since its first record, by medium and kind: sums that never fall and are never reset.
///
/// - **Shape**: few lines in order of their first count, found by walking; no allocation once each has been met.
/// - **Limits**: ``mostLines``, or ``mostDayLines`` of those that are never written down; a medium beyond counts under
///   ``otherMedia``.
/// - **Source**: promise P3 of operations.md.
package struct AuditRegisters: Sendable {
    /// The most lines.
    package static let mostLines = 32
    /// The most lines of what is counted anew and compared by medium.
    static let mostDayLines = 1024
    /// The medium of lines that had no room of their own.
    package static let otherMedia = "*"
    /// A journal that keeps registers writes them down after so many records at the latest.
    package static let recordsBetween: UInt64 = 4096

    /// Registers that are due wait while the queue has room for no more records than this: taps go first.
    static let spareRecords = 8

    /// The lines.
    package private(set) var lines: [AuditRegister] = []
    /// The latest service day of a tap, as ``Fares/ServiceDate/dayNumber``; 0: none yet.
    package private(set) var serviceDay: Int32 = 0
    /// Whether they have been written down before: from then on the journal keeps them.
    package private(set) var isKept = false
    private var recordsSince: UInt64 = 0
    /// Whether they were due when they had no room: they are due from then on, until they are written down.
    private var isOwed = false
    private let most: Int
    /// Where each line stands, for those that may be many; nil: they are walked.
    private var places: [Place: Int]?

    /// What a line is found by.
    private struct Place: Hashable {
        let medium: String
        let kind: AuditRegister.Kind
    }

    package init() { self.init(most: Self.mostLines) }

    init(most: Int) {
        self.most = most
        places = most > Self.mostLines ? [:] : nil
        lines.reserveCapacity(Self.mostLines)
    }

    init(lines: [AuditRegister], serviceDay: Int32) {
        self.lines = lines
        self.serviceDay = serviceDay
        most = Self.mostLines
    }

    /// Whether they are to be written down before a record: much has been counted since, or a service day has ended.
    func isDue(beforeDay day: Int32?) -> Bool {
        guard isKept, recordsSince > 0 else { return false }
        return isOwed || recordsSince >= Self.recordsBetween || serviceDay > 0 && (day ?? 0) > serviceDay
    }

    /// They are due and have no room beside the record that comes: they wait, and are not forgotten.
    mutating func owe() { isOwed = true }

    /// Whether the same was counted.
    package func isSame(as other: AuditRegisters) -> Bool {
        serviceDay == other.serviceDay && lines == other.lines
    }

    // MARK: Counting what is written

    /// Counts a tap.
    mutating func count(_ tap: JournalTap) {
        if !tap.isRecorded { serviceDay = max(serviceDay, tap.serviceDate.dayNumber) }
        count(tap.medium, AuditRegister.Kind(tap.kind), isApproved: tap.outcome == .open, tap.chargeFen)
    }

    /// Counts a state of a debit.
    mutating func count(_ purse: JournalPurse) {
        if purse.state == .proven { count("", .purse, isApproved: true, purse.amountFen) }
        if purse.state == .unresolved { count("", .purse, isApproved: false, 0) }
    }

    /// Counts a journey that was closed.
    mutating func count(_ sweep: JournalSweep) { count("", .sweep, isApproved: true, sweep.chargeFen) }

    /// One more record was written.
    mutating func countRecord() { recordsSince &+= 1 }

    /// They stand in a record now.
    mutating func wereWritten() {
        isKept = true
        isOwed = false
        recordsSince = 0
    }

    private mutating func count(_ medium: String, _ kind: AuditRegister.Kind, isApproved: Bool, _ fen: Int64) {
        let index = line(medium, kind)
        if isApproved { lines[index].approve(fen) } else { lines[index].refused &+= 1 }
    }

    private mutating func line(_ medium: String, _ kind: AuditRegister.Kind) -> Int {
        if let places {
            if let index = places[Place(medium: medium, kind: kind)] { return index }
        } else {
            // A loop: the library's search allocates in debug builds.
            var index = 0
            while index < lines.count {
                if lines[index].kind == kind, lines[index].medium == medium { return index }
                index += 1
            }
        }
        let room = most - AuditRegister.Kind.allCases.count
        guard lines.count < room || medium == Self.otherMedia || medium.isEmpty else {
            return line(Self.otherMedia, kind)
        }
        places?[Place(medium: medium, kind: kind)] = lines.count
        lines.append(AuditRegister(medium: medium, kind: kind))
        return lines.count - 1
    }

    // MARK: Counting what is read

    /// Counts a record as it stands in the file, by its bytes and not by the types that write it.
    package mutating func take(_ header: RecordHeader, _ body: Span<UInt8>) throws(BodyFault) {
        countRecord()
        // What follows the amounts in a newer tap is counted by nobody.
        guard header.hasKnownForm else { return }
        switch RecordKind(rawValue: header.kind) {
        case .tap: try takeTap(body)
        case .purse: try takePurse(body)
        case .sweep: try takeSweep(body)
        case .register: wereWritten()
        default: break
        }
    }

    private mutating func takeTap(_ body: Span<UInt8>) throws(BodyFault) {
        var reader = BodyReader()
        try reader.skip(4, in: body)
        let day = try reader.number(Int32.self, in: body)
        let kind = try reader.value(TapKind.self, in: body)
        let isApproved = try reader.number(UInt8.self, in: body) == 1
        try reader.skip(1, in: body)
        // Bit 16: taken as a fact that happened elsewhere.
        let isRecorded = try reader.number(UInt8.self, in: body) & 16 != 0
        try reader.skip(1 + 20 + 2 + 4, in: body)
        let fen = try reader.number(Int64.self, in: body)
        try reader.skip(8 + 8 + 8, in: body)
        try reader.skipText(in: body)
        try reader.skip(2, in: body)
        try reader.skipText(in: body)
        if !isRecorded { serviceDay = max(serviceDay, day) }
        count(try reader.text(in: body), AuditRegister.Kind(kind), isApproved: isApproved, fen)
    }

    private mutating func takePurse(_ body: Span<UInt8>) throws(BodyFault) {
        var reader = BodyReader()
        let state = try reader.number(UInt8.self, in: body)
        try reader.skip(20 + 2, in: body)
        try reader.skipText(in: body)
        try reader.skip(8 + 4 + 4, in: body)
        let fen = try reader.number(Int64.self, in: body)
        if state == JournalPurse.State.proven.rawValue { count("", .purse, isApproved: true, fen) }
        if state == JournalPurse.State.unresolved.rawValue { count("", .purse, isApproved: false, 0) }
    }

    private mutating func takeSweep(_ body: Span<UInt8>) throws(BodyFault) {
        var reader = BodyReader()
        try reader.skip(20 + 4 + 4 + 2, in: body)
        try reader.skipText(in: body)
        count("", .sweep, isApproved: true, try reader.number(Int64.self, in: body))
    }
}
