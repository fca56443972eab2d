import Fares

/// A simulated service day of a metro city: everything that its tap log and the truth about its trips will say.
///
/// The fares come from ``NaivePricer``, never from the engine that the log is to test. The day is synthetic: a demand
/// curve and a rider mix with published figures behind them (``DayProfile``, ``RiderMix``), the rest made up.
///
/// - **Shape**: `taps` rows in all: entries, exits and bus rides. The same edition, seed and date give the same bytes.
/// - **Unit**: fen; seconds of the day.
/// - **Limits**: 1 to ``maximumTaps`` rows; 16 bytes a row while it exists, and 4 more while it is written.
/// - **Errors**: making one throws ``SimulationError``, or ``FareDataError`` for the network's files.
package struct CityDay: Sendable {
    /// The most rows of a day.
    package static let maximumTaps = 1_000_000_000

    /// The service date, which is the date of all taps: none is after midnight.
    package let date: ServiceDate
    /// What the day contains.
    package let counts: DayCounts

    let stationIDs: [String]
    let events: ContiguousArray<TapEvent>
    let devices: [Device]
    let skews: [Int8]
    let amounts: [Int]
    let pricer: NaivePricer

    /// Makes a day.
    ///
    /// - **Parameters** folder: where `edition` was read from; tariff: a file in place of its own tariff.
    package init(
        edition: Edition, folder: DataFolder, taps: Int, seed: UInt64, date: ServiceDate,
        shares: IrregularShares = IrregularShares(), tariff: (name: String, bytes: [UInt8])? = nil
    ) throws {
        guard (1...Self.maximumTaps).contains(taps) else { throw SimulationError.tapsOutOfRange(taps) }
        for name in edition.network.stations.map(\.nameZh) + edition.network.lines.map(\.nameZh) {
            let isWritable = name.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x22 && $0 != 0x2C && $0 != 0x5C }
            guard isWritable, name.utf8.count <= 200 else { throw SimulationError.unwritableName(name) }
        }
        pricer = try NaivePricer(folder: folder, tariff: tariff, date: date)
        let amounts = try FareAmounts(edition.network, pricer)
        // The city and its gates hang on the seed alone, not on the number of taps.
        var city = RandomStream(seed: seed)
        let demand = Demand(edition.network, using: &city)
        let devices = DeviceTable(edition, weights: demand.weights, shares: shares, using: &city)
        let numbers = CardNumbers(using: &city)
        var maker = CardMaker(
            demand: demand, devices: devices, amounts: amounts, shares: shares, numbers: numbers,
            random: RandomStream(seed: seed ^ 0x6361_7264_7320_2020))
        var events: ContiguousArray<TapEvent> = []
        events.reserveCapacity(taps)
        while events.count < taps {
            maker.makeCard(limit: taps - events.count)
            events.append(contentsOf: maker.events)
        }
        self.date = date
        self.events = events
        self.devices = devices.devices
        skews = devices.skews
        self.amounts = amounts.amounts
        counts = maker.counts
        stationIDs = edition.network.stations.map(\.id)
    }

    /// What is charged for a row.
    func charge(_ amount: Int, _ kind: TapKind) -> Int {
        if kind.isBus { return FareAmounts.busCharge(amount, kind) }
        if kind.isEntry { return 0 }
        return pricer.charge(
            base: amount, isHalf: kind.isHalf, isFree: kind.isFree, isTransfer: kind == .transferExit)
    }

    /// The second of the day that the gate wrote.
    func recordedSecond(_ event: TapEvent) -> Int { Int(event.second) + Int(skews[Int(event.device)]) }
}
