/// Turns split rows into records for re-rating by a bare table: card, time, kind and the station's name, nothing else.
struct BareRowDecoder: RowSink {
    private let file: String
    private let stations: NameTable
    private let cards: CardDirectory
    private let words = TapKindWords()
    private var times = LogTimeParser()
    private(set) var totals = RowTotals()
    let store: RecordStore<BareRecord>

    init(file: String, stations: NameTable, cards: CardDirectory, store: RecordStore<BareRecord>) {
        self.file = file
        self.stations = stations
        self.cards = cards
        self.store = store
    }

    mutating func reject(_ reason: RejectReason, _ bytes: LogBytes, _ row: Range<Int>, line: Int) throws(LogError) {
        totals.rows += 1
        totals.rejected[reason.index] += 1
    }

    @inline(__always)
    mutating func take<Fields: FieldSource>(_ bytes: LogBytes, _ fields: Fields, line: Int) throws(LogError) {
        totals.rows += 1
        guard line < TapRecord.maximumRows else { throw .tooManyRows(file: file) }
        let kind = words.code(bytes, fields.range(.kind))
        guard kind != TapKindWords.bus else { return totals.busTaps += 1 }
        let cardField = fields.range(.card)
        guard !cardField.isEmpty else { return totals.rejected[RejectReason.malformed.index] += 1 }
        guard let time = times.seconds(bytes, fields.range(.time)) else {
            return totals.rejected[RejectReason.badTime.index] += 1
        }
        guard kind != TapKindWords.unknown else { return totals.rejected[RejectReason.unknownKind.index] += 1 }
        if kind == TapKindWords.entry { totals.metroEntries += 1 } else { totals.metroExits += 1 }
        let card = CardCode.packed(bytes, cardField) ?? CardCode.directory(cards.number(fields.plain(bytes, .card)))
        let station = stations.number(bytes, fields.range(.station))
        store.append(
            BareRecord(
                card: card, time: time, station: station.map { UInt16(truncatingIfNeeded: $0) } ?? BareRecord.noStation,
                isExit: kind == TapKindWords.exit))
    }
}
