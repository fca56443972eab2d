import Fares

/// Writes the truth: one row for every trip that a reader of the log can join.
///
/// - **Shape**: `card,entry_time,origin,exit_time,destination,base_fen,fare_fen`; times as recorded, stations by id,
///   sorted by exit time, card and entry time. Where an end is the unknown station, it and both amounts are empty.
struct TruthWriter {
    static let header = "card,entry_time,origin,exit_time,destination,base_fen,fare_fen\n"

    private var lead = Snippets()
    private var stations = Snippets()
    private var moneys = Snippets()
    private let times = Snippets.times()
    private let amountCount: Int
    private let skews: [Int8]
    private let stationOfDevice: [Int32]
    private let unknownStation: Int

    init(_ day: CityDay) {
        amountCount = day.amounts.count
        skews = day.skews
        lead.add(",\(day.date) ")
        for id in day.stationIDs { stations.add(",\(id)") }
        stations.add(",")
        let unknown = day.stationIDs.count
        unknownStation = unknown
        stationOfDevice = day.devices.map { Int32($0.station ?? unknown) }
        for kind in TapKind.allCases {
            for amount in day.amounts { moneys.add(",\(amount),\(day.charge(amount, kind))\n") }
        }
        moneys.add(",,\n")
    }

    /// Appends the row of a trip.
    func append(entry: TapEvent, exit: TapEvent, to buffer: inout ByteBuffer) {
        let origin = Int(stationOfDevice[Int(entry.device)])
        let destination = Int(stationOfDevice[Int(exit.device)])
        buffer.appendCard(exit.card)
        append(entry, at: origin, to: &buffer)
        append(exit, at: destination, to: &buffer)
        let isUnknown = origin == unknownStation || destination == unknownStation
        let money = Int(exit.kind.rawValue) * amountCount + Int(exit.amount)
        moneys.append(isUnknown ? TapKind.allCases.count * amountCount : money, to: &buffer)
    }

    private func append(_ event: TapEvent, at station: Int, to buffer: inout ByteBuffer) {
        lead.append(0, to: &buffer)
        times.append(Int(event.second) + Int(skews[Int(event.device)]), to: &buffer)
        stations.append(station, to: &buffer)
    }
}
