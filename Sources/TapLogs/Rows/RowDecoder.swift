import Fares
import Gate

/// A rejected row on its way to a report.
struct RejectedRow {
    let line: Int
    let reason: RejectReason
    let text: [UInt8]
}

/// Turns split rows into records: checks every field, finds the station, classifies the exit.
///
/// Checks come in this order: fields and card, time, kind, amounts, station. A row without a known station is counted
/// as rejected and still becomes a record, since it takes part in joining.
struct RowDecoder: RowSink {
    /// The highest amount of a row, in fen.
    static let maximumFen = 100_000_000

    private let file: String
    private let firstLine: Int
    private let stations: StationResolver
    private let cards: CardDirectory
    private let products: ProductTable
    private let needsAmounts: Bool
    private let isStrict: Bool
    private let onReject: ((RejectedRow) throws(LogError) -> Void)?
    private let words = TapKindWords()
    private var times = LogTimeParser()
    private var lastProduct: (medium: [UInt8], rider: [UInt8], number: UInt8) = ([], [], 0)
    private var counts = RowTotals()
    private var aliasCounts: [Int]
    /// Amounts that do not fit a record, by line: value and charge in fen.
    private(set) var largeAmounts: [UInt32: (value: Int, charged: Int)] = [:]
    let store: RecordStore<TapRecord>

    init(
        file: String, firstLine: Int, stations: StationResolver, cards: CardDirectory, products: ProductTable,
        store: RecordStore<TapRecord>,
        needsAmounts: Bool, isStrict: Bool, onReject: ((RejectedRow) throws(LogError) -> Void)?
    ) {
        self.file = file
        self.firstLine = firstLine
        self.stations = stations
        aliasCounts = Array(repeating: 0, count: stations.aliasNames.count)
        self.cards = cards
        self.products = products
        self.store = store
        self.needsAmounts = needsAmounts
        self.isStrict = isStrict
        self.onReject = onReject
    }

    /// What has been counted so far.
    var totals: RowTotals {
        var totals = counts
        for (number, count) in aliasCounts.enumerated() where count > 0 {
            totals.aliases.add(stations.aliasNames[number], times: count)
        }
        return totals
    }

    mutating func reject(_ reason: RejectReason, _ bytes: LogBytes, _ row: Range<Int>, line: Int) throws(LogError) {
        counts.rows += 1
        try count(reason, bytes, row, line)
    }

    private mutating func count(_ reason: RejectReason, _ bytes: LogBytes, _ row: Range<Int>, _ line: Int)
        throws(LogError)
    {
        counts.rejected[reason.index] += 1
        guard isStrict || onReject != nil else { return }
        let text = bytes.array(row.lowerBound..<min(row.upperBound, row.lowerBound + 4096))
        if let onReject { try onReject(RejectedRow(line: line + firstLine, reason: reason, text: text)) }
        if isStrict {
            throw .strict(
                file: file, line: line + firstLine, reason: reason,
                text: String(decoding: text.prefix(200), as: UTF8.self))
        }
    }

    mutating func take<Fields: FieldSource>(_ bytes: LogBytes, _ fields: Fields, line: Int) throws(LogError) {
        counts.rows += 1
        guard line < TapRecord.maximumRows else { throw .tooManyRows(file: file) }
        let cardField = fields.range(.card)
        guard !cardField.isEmpty else { return try count(.malformed, bytes, fields.row, line) }
        guard let time = times.seconds(bytes, fields.range(.time)) else {
            return try count(.badTime, bytes, fields.row, line)
        }
        guard let kind = TapKind(rawValue: words.code(bytes, fields.range(.kind))) else {
            return try count(.unknownKind, bytes, fields.row, line)
        }
        let isOptional = kind != .exit || !needsAmounts
        guard let value = Self.amount(bytes, fields.range(.value), isOptional: isOptional) ?? (needsAmounts ? nil : 0),
            let charged = Self.amount(bytes, fields.range(.charged), isOptional: isOptional) ?? (needsAmounts ? nil : 0)
        else { return try count(.badAmount, bytes, fields.row, line) }
        // A bare table has no amounts and no transfer discount: a row stands or falls with card, time and kind alone.
        let mark = Self.transferMark(bytes, fields.range(.transfer))
        guard let transfer = mark ?? (needsAmounts ? nil : .notStated) else {
            return try count(.malformed, bytes, fields.row, line)
        }
        let card = CardCode.packed(bytes, cardField) ?? CardCode.directory(cards.number(fields.plain(bytes, .card)))
        var record = TapRecord(
            card: card, time: time, line: UInt32(line), station: TapRecord.noStation, value: 0, charged: 0, bits: 0,
            product: 0)
        var exitClass = ExitClass.free
        switch kind {
        case .bus: counts.busTaps += 1
        case .entry:
            counts.metroEntries += 1
            record.station = try station(bytes, fields, line)
        case .exit:
            counts.metroExits += 1
            counts.chargedFen += charged
            exitClass = ExitClass(valueFen: value, chargedFen: charged, hasTransferMark: transfer == .granted)
            counts.exitsByClass[Int(exitClass.rawValue)] += 1
            record.station = try station(bytes, fields, line)
            record.product = product(bytes, fields.range(.medium), fields.range(.rider))
            if max(value, charged) < Int(TapRecord.largeAmount) {
                record.value = UInt16(value)
                record.charged = UInt16(charged)
            } else {
                record.value = TapRecord.largeAmount
                record.charged = TapRecord.largeAmount
                largeAmounts[record.line] = (value, charged)
            }
        }
        record.bits = TapRecord.bits(kind, exitClass, transfer)
        store.append(record)
    }

    private mutating func station<Fields: FieldSource>(
        _ bytes: LogBytes, _ fields: Fields, _ line: Int
    ) throws(LogError) -> UInt16 {
        let name = fields.range(.station)
        switch stations.match(bytes, name: name, device: fields.range(.device)) {
        case .name(let station): return station
        case .alias(let station, let number):
            aliasCounts[number] += 1
            return station
        case .device(let station):
            counts.stationsByDevice += 1
            return station
        case .missing:
            try count(.missingStation, bytes, fields.row, line)
        case .unknown:
            counts.unknownNames.add(bytes.string(name))
            try count(.unknownStation, bytes, fields.row, line)
        }
        return TapRecord.noStation
    }

    private mutating func product(_ bytes: LogBytes, _ medium: Range<Int>, _ rider: Range<Int>) -> UInt8 {
        guard !medium.isEmpty || !rider.isEmpty else { return 0 }
        if bytes.equals(medium, lastProduct.medium), bytes.equals(rider, lastProduct.rider), lastProduct.number != 0 {
            return lastProduct.number
        }
        let number = products.number(medium: bytes.string(medium), rider: bytes.string(rider))
        if number == 0 { counts.unknownWords.add("\(bytes.string(medium))/\(bytes.string(rider))") }
        lastProduct = (bytes.array(medium), bytes.array(rider), number)
        return number
    }

    /// A whole number of fen; an absent one is 0 where it may be absent.
    @inline(__always) private static func amount(_ bytes: LogBytes, _ range: Range<Int>, isOptional: Bool) -> Int? {
        if range.count == 1 {
            let digit = bytes[range.lowerBound] &- 0x30
            return digit < 10 ? Int(digit) : nil
        }
        guard !range.isEmpty else { return isOptional ? 0 : nil }
        var value = 0
        for offset in range {
            let digit = bytes[offset] &- 0x30
            guard digit < 10 else { return nil }
            value = value * 10 + Int(digit)
            guard value <= maximumFen else { return nil }
        }
        return value
    }

    /// `1` or `true`, `0` or `false`; absent: not stated. Nil for anything else.
    @inline(__always) private static func transferMark(_ bytes: LogBytes, _ range: Range<Int>) -> TransferMark? {
        switch range.count {
        case 0: return .notStated
        case 1:
            switch bytes[range.lowerBound] {
            case UInt8(ascii: "0"): return .notGranted
            case UInt8(ascii: "1"): return .granted
            case UInt8(ascii: "-"): return .notStated
            default: return nil
            }
        case 4: return bytes.equals(range, Array("true".utf8)) ? .granted : nil
        case 5: return bytes.equals(range, Array("false".utf8)) ? .notGranted : nil
        default: return nil
        }
    }
}
