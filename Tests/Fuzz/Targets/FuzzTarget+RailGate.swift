import Fares
import Gate
import QRTickets

extension FuzzTarget {
    private static let soundRecord: [UInt8] = {
        let record = try? RailTicketRecord(
            train: "G5711", trainDay: 20_781, from: "IOQ", to: "XJA", coach: 5, seat: "12F",
            documentHash: 0x0123_4567_89AB_CDEF)
        return record?.bytes ?? []
    }()

    /// A ticket in a code: what is read is written as it was.
    static func railRecord(_ bytes: [UInt8]) {
        let record = changed(soundRecord, by: bytes[...])
        guard let read = try? RailTicketRecord(record.span) else { return }
        precondition(read.bytes == record, "another record was written")
    }

    private static let soundTrains = Array(
        "train,station,departs,date,status,day_offset\nG5711,IOQ,06:44,,running,0\nG9999,IOQ,,2026-11-27,cancelled,\n"
            .utf8)
    private static let soundReservations = Array(
        """
        ticket_number,document_hash,from,to,train,date,ticket_type,seat_code,coach,seat,needs_ticket,status
        E1,0123456789abcdef,IOQ,XJA,G5711,2026-11-27,1,O,5,12F,no,valid
        E2,,NZQ,XJA,G5713,2026-11-27,2,M,1,,yes,refunded

        """.utf8)
    private static let soundRules = Array(
        """
        rule_set,scope,from_date,hours_min,hours_max,fee_percent,rounding,minimum_fee,cutoff_minutes,cutoff_west_kowloon_minutes,changed_refundable,source,note
        a,cross-border,2018-09-23,48,,5,fee-down-to-whole,0,30,60,no,S,
        a,cross-border,2018-09-23,0,48,50,fee-down-to-whole,0,30,60,no,S,

        """.utf8)
    private static let soundRates = Array("month,hkd_per_cny,source\n2018-09,1.150000,computed\n2018-10,1.13,x\n".utf8)

    /// The lists of a rail gate and the rules of refunds, whichever the first byte says: read or refused, and what is
    /// read answers.
    static func railLists(_ bytes: [UInt8]) {
        let kind = (bytes.first ?? 0) % 4
        let rest = bytes.dropFirst()
        switch kind {
        case 0: _ = try? RailTimetable.read(file: "trains", bytes: changed(soundTrains, by: rest))
        case 1:
            guard
                let list = try? RailReservations.read(
                    file: "reservations", bytes: changed(soundReservations, by: rest))
            else { return }
            precondition(list.reservation(ofTicket: "E1").map { $0.ticket.ticketNumber == "E1" } ?? true)
        case 2: _ = try? HKDRates.read(RailFile(name: "rates", bytes: changed(soundRates, by: rest)))
        default: refund(try? RefundRules.read(file: "rules", bytes: changed(soundRules, by: rest)), bytes)
        }
    }

    /// Whatever the rules are: fee and refund are the price.
    private static func refund(_ rules: RefundRules?, _ bytes: [UInt8]) {
        guard let rules, let departure = LocalTime("2018-10-01 10:00:00") else { return }
        let paid = bytes.suffix(3).reduce(0) { $0 << 8 | Int($1) } % RefundRules.maximumPaid
        let seconds = bytes.prefix(3).reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        let request = RefundRequest(
            scope: .crossBorder, paid: Money(minorUnits: paid, currency: .cny), departure: departure,
            now: LocalTime(seconds: departure.seconds - seconds), isFromWestKowloon: paid % 2 == 0)
        guard case .refund(let refund) = rules.refund(of: request) else { return }
        precondition(refund.fee.minorUnits >= 0 && refund.refund.minorUnits >= 0)
        precondition(refund.fee.minorUnits + refund.refund.minorUnits == paid, "money was lost")
    }

    static func changed(_ sound: [UInt8], by bytes: ArraySlice<UInt8>) -> [UInt8] {
        guard let first = bytes.first, first < 0xC0 else { return Array(bytes.dropFirst()) }
        var strings = [sound]
        for edit in Edit.list(Array(bytes.dropFirst())) { edit.apply(to: &strings) }
        return strings[0]
    }
}
