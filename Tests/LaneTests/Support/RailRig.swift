import EMV
import Fares
import Gate
import Journal
import Lane
import QRTickets
import TestSupport
import Testing

/// A rail gate in a test: a lane over a prepaid book, trains, tickets sold, and a clock that stands still.
final class RailRig {
    /// What is shown to a gate.
    enum Shown: Sendable {
        /// A ticket of G5711 on 2026-11-24 from IOQ to XJA, or as it says.
        case ticket(
            String, train: String = "G5711", date: String = "2026-11-24", from: String = "IOQ", to: String = "XJA",
            bound: String? = nil)
        /// A code of other bytes.
        case bytes([UInt8])
        case document(String)
        /// So many milliseconds pass.
        case wait(UInt64)
        /// The wall clock is set.
        case clock(String)
    }

    static let trains = """
        train,station,departs,date,status
        G5711,IOQ,08:30,,running
        G5711,IZQ,07:30,,running
        G5713,IOQ,10:30,,running
        G5799,IOQ,00:20,,running
        G9999,IOQ,08:30,,cancelled
        C7000,IOQ,08:30,,running
        """
    static let header =
        "ticket_number,document_hash,from,to,train,date,ticket_type,seat_code,coach,seat,needs_ticket,status"
    /// Made-up numbers whose check digit is wrong.
    static let documents = ["11010119000307000X", "11010119000307001X", "H12345678", "E00000001"]

    let rig: LaneRig
    let lane: RailLane
    let codes: CodeAcceptance
    let time: TestTime
    private let key: RailDocumentKey

    init(
        _ storage: any JournalStorage, _ store: any ReplayStore, time: TestTime, station: String = "IOQ",
        direction: TapKind = .entry, device: String = "test", reservations: [String] = [], letters: String? = nil,
        denied: [CardTokenValue] = [], lastRecordMilliseconds: Int64? = nil
    ) throws {
        self.time = time
        key = try #require(RailDocumentKey([UInt8](repeating: 7, count: 32)))
        let book = FareBook.prepaid(stations: ["IZQ", "IOQ", "NZQ", "XJA"])
        var found = CodesOnRecord(
            longestValiditySeconds: RailWindows.standard.longestUseSeconds, skewSeconds: 20)
        _ = try JournalReader.read(storage) { (header, body) throws(BodyFault) in try found.take(header, body) }
        rig = try LaneRig(storage, station: station, direction: direction, time: time, denied: denied, book: book)
        let holder = ReplayHolder(device: device, lane: 0)
        _ = try found.settle(store, for: holder)
        let file = TestAuthority.rootsFile
        var policy = CodePolicy()
        policy.formats.formUnion([.uicU1, .uicU2])
        codes = CodeAcceptance(
            book,
            validator: CodeValidator(
                roots: try RootStore(parsing: file.span, allowsTestKeys: true), policy: policy, replay: store,
                railwayKeys: UICIssuer.test.keys),
            store: store, holder: holder, tokenizer: try #require(CardTokenizer(key: LaneRig.tokenKey, identifier: 1)),
            trust: ClockTrust(
                start: JournalMoment(wallMilliseconds: 1_795_500_000_000, monotonicNanoseconds: time.monotonic),
                lastRecordMilliseconds: lastRecordMilliseconds ?? found.lastRecordMilliseconds,
                requiresTimeService: false),
            medium: FareBook.railTicket)
        codes.isSynchronised = { true }
        let rows = ([Self.header] + reservations).joined(separator: "\n")
        let list = try RailReservations.read(file: "reservations.csv", bytes: Array(rows.utf8))
        let check = RailCheck(
            station: try #require(RailTelecode(station)), isExit: direction == .exit,
            letters: try letters.map { try #require(RailTrainLetters($0)) } ?? .all,
            timetable: try RailTimetable.read(file: "trains.csv", bytes: Array(Self.trains.utf8)))
        lane = RailLane(rig.lane, codes: codes, check: check, reservations: list)
    }

    /// A row of the list of tickets sold.
    static func reservation(
        _ number: String, _ document: String, train: String = "G5711", seat: String = "1A", needsTicket: Bool = false,
        status: String = "valid"
    ) throws -> String {
        let hash = try Self.hash(document)
        let text = String(hash, radix: 16)
        let digits = String(repeating: "0", count: 16 - text.count) + text
        return "\(number),\(digits),IOQ,XJA,\(train),2026-11-24,1,O,5,\(seat),\(needsTicket ? "yes" : "no"),\(status)"
    }

    static func hash(_ document: String) throws -> UInt64 {
        let key = try #require(RailDocumentKey([UInt8](repeating: 7, count: 32)))
        let bytes = Array(document.utf8)
        let read = RailDocument(bytes.span)
        return try #require(read).hash(by: key)
    }

    /// What comes of showing one thing after the other.
    func show(_ shown: [Shown]) throws -> [RailTap] { try shown.flatMap { try show($0) } }

    private func show(_ shown: Shown) throws -> [RailTap] {
        switch shown {
        case .ticket(let number, let train, let date, let from, let to, let document):
            let record = try Self.record(train, date, from, to, document)
            return lane.present(ticket: code(number, record))
        case .bytes(let bytes): return lane.present(ticket: bytes)
        case .document(let number):
            let bytes = Array(number.utf8)
            return lane.present(document: RailDocument(bytes.span)?.hash(by: key))
        case .wait(let milliseconds):
            time.skip(milliseconds: milliseconds)
            return lane.tick()
        case .clock(let text):
            try time.set(text)
            return []
        }
    }

    static func record(
        _ train: String = "G5711", _ date: String = "2026-11-24", _ from: String = "IOQ", _ to: String = "XJA",
        _ document: String? = nil
    ) throws -> RailTicketRecord {
        try RailTicketRecord(
            train: train, trainDay: UInt16(try #require(ServiceDate(date)).dayNumber), from: from, to: to, coach: 5,
            seat: "12F", documentHash: try document.map { try hash($0) })
    }

    /// A code that a phone makes now.
    func code(_ number: String, _ record: RailTicketRecord) -> [UInt8] {
        let now = time.now.seconds - LaneClock.chinaOffset
        let account = Array(number.utf8) + [UInt8](repeating: 0x20, count: 16 - number.utf8.count)
        var content = FareGateIssuer.Content(
            account: account, limitFen: 0, authorisedUntil: now + 86_400, validitySeconds: 60, generated: now)
        content.custom = record.bytes
        return FareGateIssuer(.ed25519).code(content)
    }

    /// The same ticket in a U2 code.
    func railwayCode(_ number: String, _ record: RailTicketRecord) throws -> [UInt8] {
        let now = time.now.seconds - LaneClock.chinaOffset
        let ticket = UICIssuer.test.ticket(
            account: Array(number.utf8), validitySeconds: 60, endOfValidity: now + 3600, rail: record)
        return UICIssuer.test.code(try #require(ticket), at: now)
    }

    func close() throws { try rig.close() }
}
