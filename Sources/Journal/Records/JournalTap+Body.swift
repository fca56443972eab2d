import Fares
import Gate
import QRTickets

extension JournalTap: JournalBody {
    package static var kind: RecordKind { .tap }
    package static var form: UInt8 { 2 }
    /// Easings, and reasons that only easings and emergency releases bring, came with form 2.
    package var form: UInt8 { easings.isEmpty && reason.rawValue < GateReason.orderFree.rawValue ? 1 : 2 }

    /// Bits of the byte that tells which optional fields are there.
    private enum Present {
        static let transactionCounter: UInt8 = 1
        static let unpredictableNumber: UInt8 = 2
        static let fare: UInt8 = 4
        static let entry: UInt8 = 8
        static let recorded: UInt8 = 16
        static let business: UInt8 = 32
        static let replayKey: UInt8 = 64
        static let easings: UInt8 = 128
    }

    private var present: UInt8 {
        var bits: UInt8 = 0
        if transactionCounter != nil { bits |= Present.transactionCounter }
        if unpredictableNumber != nil { bits |= Present.unpredictableNumber }
        if fareFen != nil { bits |= Present.fare }
        if entry != nil { bits |= Present.entry }
        if isRecorded { bits |= Present.recorded }
        if carriage == .business { bits |= Present.business }
        if replayKey != nil { bits |= Present.replayKey }
        if !easings.isEmpty { bits |= Present.easings }
        return bits
    }

    package func write(into writer: inout BodyWriter) throws(JournalError) {
        writer.number(time.seconds)
        writer.number(serviceDate.dayNumber)
        writer.number(kind.rawValue)
        writer.number(outcome.journalCode)
        writer.number(reason.rawValue)
        writer.number(present)
        writer.number(transfer.rawValue)
        writer.token(token)
        writer.optional(transactionCounter)
        writer.optional(unpredictableNumber)
        writer.number(chargeFen)
        writer.optional(fareFen)
        writer.number(denyListVersion)
        try writer.fares(fares)
        try writer.station(station)
        try writer.text(medium, "medium")
        try writer.text(rider, "rider")
        if let entry {
            writer.number(entry.time.seconds)
            try writer.station(entry.station)
        }
        if let replayKey {
            writer.number(replayKey.high)
            writer.number(replayKey.low)
        }
        if !easings.isEmpty { writer.number(easings.rawValue) }
        writer.number(UInt8(phases.count))
        for index in 0..<phases.count {
            writer.number(phases[index].phase.rawValue)
            writer.number(phases[index].microseconds)
        }
        try writer.block(sealedData, limit: Self.longestSealedData, "sealed data")
    }

    package static func read(_ body: Span<UInt8>) throws(BodyFault) -> JournalTap {
        try read(body, keepsSealedData: true)
    }

    /// Reads a tap; without its sealed data it allocates nothing, as long as its texts have at most 15 bytes.
    package static func read(_ body: Span<UInt8>, keepsSealedData: Bool) throws(BodyFault) -> JournalTap {
        var reader = BodyReader()
        let time = LocalTime(seconds: try reader.number(UInt32.self, in: body))
        let date = ServiceDate(dayNumber: try reader.number(Int32.self, in: body))
        let kind = try reader.value(TapKind.self, in: body)
        guard let outcome = GateOutcome(journalCode: try reader.number(UInt8.self, in: body)) else {
            throw BodyFault(offset: reader.position - 1)
        }
        let reason = try reader.value(GateReason.self, in: body)
        let present = try reader.number(UInt8.self, in: body)
        let transfer = try reader.value(TransferMark.self, in: body)
        let token = try reader.token(in: body)
        let counter = try reader.number(UInt16.self, in: body)
        let random = try reader.number(UInt32.self, in: body)
        let charge = try reader.number(Int64.self, in: body)
        let fare = try reader.number(Int64.self, in: body)
        let denyList = try reader.number(UInt64.self, in: body)
        let fares = try reader.fares(in: body)
        let station = try reader.station(in: body)
        var tap = JournalTap(
            time: time, serviceDate: date, kind: kind, station: station, token: token,
            medium: try reader.text(in: body), rider: try reader.text(in: body), fares: fares, outcome: outcome,
            reason: reason)
        tap.transfer = transfer
        tap.isRecorded = present & Present.recorded != 0
        tap.carriage = present & Present.business != 0 ? .business : .ordinary
        if present & Present.transactionCounter != 0 { tap.transactionCounter = counter }
        if present & Present.unpredictableNumber != 0 { tap.unpredictableNumber = random }
        tap.chargeFen = charge
        if present & Present.fare != 0 { tap.fareFen = fare }
        tap.denyListVersion = denyList
        if present & Present.entry != 0 {
            let entryTime = LocalTime(seconds: try reader.number(UInt32.self, in: body))
            tap.entry = Entry(time: entryTime, station: try reader.station(in: body))
        }
        if present & Present.replayKey != 0 {
            let high = try reader.number(UInt64.self, in: body)
            tap.replayKey = ReplayKey(high: high, low: try reader.number(UInt64.self, in: body))
        }
        if present & Present.easings != 0 { tap.easings = try reader.easings(in: body) }
        try tap.phases.read(&reader, in: body)
        if keepsSealedData {
            tap.sealedData = try reader.block(limit: longestSealedData, in: body)
        } else {
            try reader.skipBlock(limit: longestSealedData, in: body)
        }
        try reader.finish(body)
        return tap
    }
}

extension PhaseTimings {
    fileprivate mutating func read(_ reader: inout BodyReader, in body: Span<UInt8>) throws(BodyFault) {
        let count = Int(try reader.number(UInt8.self, in: body))
        guard count <= Self.capacity else { throw BodyFault(offset: reader.position - 1) }
        for _ in 0..<count {
            let phase = TapPhase(rawValue: try reader.number(UInt8.self, in: body))
            add(phase, microseconds: try reader.number(UInt32.self, in: body))
        }
    }
}

extension BodyReader {
    /// A byte of easings, each of which is known.
    mutating func easings(in body: Span<UInt8>) throws(BodyFault) -> GateEasings {
        let easings = GateEasings(rawValue: try number(UInt8.self, in: body))
        guard GateEasings.all.isSuperset(of: easings) else { throw BodyFault(offset: position - 1) }
        return easings
    }
}

extension GateOutcome {
    /// The number in the journal; never given another meaning.
    var journalCode: UInt8 {
        switch self {
        case .open: 1
        case .refused: 2
        case .again: 3
        }
    }

    init?(journalCode: UInt8) {
        switch journalCode {
        case 1: self = .open
        case 2: self = .refused
        case 3: self = .again
        default: return nil
        }
    }
}
