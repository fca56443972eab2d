import Fares

/// All gates of a network and the buses beside it, made the same way from the same seed.
///
/// - **Shape**: the gates of a station stand together; then those of the unknown station, then the buses.
/// - **Limits**: 6 to ``maximumGates`` gates a station, 16 in the median (measured in 2018: median 16, at most 47).
///   At most one gate of a station has a wrong clock, so that another one can always be taken.
struct DeviceTable {
    /// The most gates a station has.
    static let maximumGates = 47
    private static let medianGates = 16.0
    private static let minimumGates = 6
    private static let busCount = 800
    private static let unknownGates = 4
    /// Stations whose gates all work both ways and are named AGM.
    private static let twoWayPerMillion = 450_000
    /// Taps elsewhere that use a gate of the other direction: 4 % of all, as in the sample, where 382 of 9,360 entries
    /// are at gates named OGT.
    private static let againstDirectionPerMillion = 75_000

    private(set) var devices: [Device] = []
    /// The gates' clock errors in seconds, by device; compact for the hot loops.
    private(set) var skews: [Int8] = []
    private var firstGates: [Int32] = []
    private var isTwoWay: [Bool] = []
    private var unknownStart = 0
    private var busStart = 0

    init(_ edition: Edition, weights: [Double], shares: IrregularShares, using random: inout RandomStream) {
        let companies = LineCompanies(edition.network)
        let median = weights.sorted()[weights.count / 2]
        for station in edition.network.stations.indices {
            firstGates.append(Int32(devices.count))
            let wanted = Self.medianGates * (weights[station] / median).squareRoot() + 0.5
            let count = min(Self.maximumGates, max(Self.minimumGates, Int(wanted)))
            isTwoWay.append(random.happens(perMillion: Self.twoWayPerMillion))
            addGates(count, of: station, edition.network, companies)
        }
        firstGates.append(Int32(devices.count))
        skewClocks(perMillion: shares.skewedGatesPerMillion, using: &random)
        unknownStart = devices.count
        addUnknownStation(edition, company: companies.company(ofStation: 0, code: ""))
        busStart = devices.count
        addBuses(using: &random)
        skews = devices.map { Int8($0.skewSeconds) }
    }

    /// Draws a gate of a station; one with a wrong clock only where `maySkew`.
    func gate(of station: Int, isEntry: Bool, maySkew: Bool, using random: inout RandomStream) -> Int {
        let first = Int(firstGates[station])
        let count = Int(firstGates[station + 1]) - first
        var gate: Int
        if isTwoWay[station] {
            gate = random.below(count)
        } else {
            // Gates alternate: even ones lead in, odd ones out.
            let leadsIn = random.happens(perMillion: Self.againstDirectionPerMillion) ? !isEntry : isEntry
            gate = leadsIn ? 2 * random.below((count + 1) / 2) : 2 * random.below(count / 2) + 1
        }
        while !maySkew, skews[first + gate] != 0 { gate = (gate + 2) % count }
        return first + gate
    }

    /// Draws a gate of the station that no network file knows.
    func unknownGate(using random: inout RandomStream) -> Int { unknownStart + random.below(Self.unknownGates) }

    /// Draws a bus.
    func bus(using random: inout RandomStream) -> Int { busStart + random.below(Self.busCount) }
}

extension DeviceTable {
    private mutating func addGates(_ count: Int, of station: Int, _ network: Network, _ companies: LineCompanies) {
        let codes = network.afcCodes[station]
        for gate in 0..<count {
            // Several codes are several halls: each takes a run of gates and numbers it from 101.
            let hall = gate * max(1, codes.count) / count
            let code = codes.isEmpty ? "000000" : codes[hall]
            let firstOfHall = (hall * count + max(1, codes.count) - 1) / max(1, codes.count)
            let number = 101 + gate - firstOfHall
            let kind = isTwoWay[station] ? "AGM" : gate.isMultiple(of: 2) ? "IGT" : "OGT"
            devices.append(
                Device(
                    number: (Int(code) ?? 0) * 1000 + number,
                    company: companies.company(ofStation: station, code: code),
                    place: network.stations[station].nameZh, car: "\(kind)-\(number)", station: station))
        }
    }

    private mutating func skewClocks(perMillion: Int, using random: inout RandomStream) {
        let wanted = (devices.count * perMillion + 500_000) / 1_000_000
        var stations = Array(isTwoWay.indices)
        for _ in 0..<min(wanted, stations.count) {
            let station = stations.remove(at: random.below(stations.count))
            let gates = Int(firstGates[station])..<Int(firstGates[station + 1])
            let gate = gates.lowerBound + random.below(gates.count)
            devices[gate].skewSeconds = random.within(20...75) * (random.below(2) == 0 ? 1 : -1)
        }
    }

    private mutating func addUnknownStation(_ edition: Edition, company: String) {
        var code = 999_999
        while edition.network.stationsByAFCCode["\(code)"] != nil { code -= 1 }
        var name = "测试站"
        while edition.directory.logStation(name) != nil { name = "测试" + name }
        for gate in 0..<Self.unknownGates {
            devices.append(
                Device(
                    number: code * 1000 + 101 + gate, company: company, place: name, car: "AGM-\(101 + gate)",
                    station: nil))
        }
    }

    /// Buses of the three companies of the sample, on its routes and made-up ones, with made-up plates.
    private mutating func addBuses(using random: inout RandomStream) {
        let fleets = [
            ("金华南巴士", 227, ["M433(皇岗）", "M433(福永）", "331(松岗）", "331(蛇口)", "332(观澜)", "332(蛇口)", "E24"]),
            ("华程交通", 235, ["深惠3A线", "深惠3B线"]),
            ("横岗汽车运输", 250, ["930线路", "932线路"]),
        ]
        for bus in 0..<Self.busCount {
            let (company, group, routes) = fleets[[0, 0, 0, 0, 1, 1, 2, 2][random.below(8)]]
            let route = random.below(2 * routes.count)
            let letter = ["BU", "BV", "BW", "BK", "BL"][random.below(5)]
            devices.append(
                Device(
                    number: group * 1_000_000 + bus + 1, company: company,
                    place: route < routes.count ? routes[route] : "M\(random.within(200...599))线路",
                    car: "粤\(letter)\(random.within(1000...9999))", isOnBus: true, station: nil))
        }
    }
}
