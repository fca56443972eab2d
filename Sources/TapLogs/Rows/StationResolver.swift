import Fares

/// How a row's station was found.
enum StationMatch {
    case name(StationIndex)
    /// By a variant name; its number among ``StationResolver/aliasNames``.
    case alias(StationIndex, number: Int)
    case device(StationIndex)
    /// No name in the row, and no known device.
    case missing
    /// A name nobody knows, and no known device.
    case unknown
}

/// Finds the station of a row: by name, alias, a final `站`, or the first six digits of the device code.
struct StationResolver: Sendable {
    private let names: NameTable
    /// Numbers from here on are variant names.
    private static let firstAlias = 1 << 20
    /// The variant names in order of their numbers.
    let aliasNames: [String]
    private let aliasTargets: [StationIndex]
    private let isExact: Bool
    private let byCode: [UInt32: StationIndex]

    /// Prepares the names, aliases and codes of an edition.
    init(_ edition: Edition) {
        let stations = edition.network.stations
        var names = NameTable(capacity: stations.count * 3 + edition.directory.aliasNames.count)
        // A name that two stations share names neither.
        var owners: [String: Int] = [:]
        for station in stations { owners[station.nameZh, default: 0] += 1 }
        for station in stations where station.nameEn != station.nameZh { owners[station.nameEn, default: 0] += 1 }
        for (index, station) in stations.enumerated() {
            for name in [station.nameZh, station.nameEn] where owners[name] == 1 { names.insert(name, number: index) }
        }
        var aliasNames: [String] = []
        var aliasTargets: [StationIndex] = []
        func add(_ alias: String, _ station: StationIndex) {
            names.insert(alias, number: Self.firstAlias + aliasNames.count)
            aliasNames.append(alias)
            aliasTargets.append(station)
        }
        for alias in edition.directory.aliasNames {
            if let target = edition.directory.logStation(alias) { add(alias, target) }
        }
        for (index, station) in stations.enumerated() where owners[station.nameZh] == 1 {
            let other = station.nameZh.hasSuffix("站") ? String(station.nameZh.dropLast()) : station.nameZh + "站"
            if owners[other] == nil { add(other, StationIndex(index)) }
        }
        self.aliasNames = aliasNames
        self.aliasTargets = aliasTargets
        self.names = names
        isExact = false
        var codes: [UInt32: StationIndex] = [:]
        for (code, station) in edition.network.stationsByAFCCode {
            if let number = UInt32(code) { codes[number] = station }
        }
        byCode = codes
    }

    /// Only these names, exactly as written: no alias, no device code.
    init(names list: [String]) {
        var names = NameTable(capacity: list.count)
        for (number, name) in list.enumerated() { names.insert(name, number: number) }
        self.names = names
        aliasNames = []
        aliasTargets = []
        isExact = true
        byCode = [:]
    }

    /// The station of a row's name and device fields.
    @inline(__always) func match(_ bytes: LogBytes, name: Range<Int>, device: Range<Int>) -> StationMatch {
        var name = name
        if !name.isEmpty, let found = names.number(bytes, name) { return known(found) }
        guard !isExact else { return name.isEmpty ? .missing : .unknown }
        while !name.isEmpty, bytes[name.upperBound - 1] == 0x20 { name = name.lowerBound..<name.upperBound - 1 }
        while !name.isEmpty, bytes[name.lowerBound] == 0x20 { name = name.lowerBound + 1..<name.upperBound }
        if !name.isEmpty, let found = names.number(bytes, name) { return known(found) }
        if let station = station(ofDevice: device, bytes) { return .device(station) }
        let isMissing = name.isEmpty || (name.count == 1 && bytes[name.lowerBound] == UInt8(ascii: "-"))
        return isMissing ? .missing : .unknown
    }

    @inline(__always) private func known(_ number: Int) -> StationMatch {
        guard number >= Self.firstAlias else { return .name(StationIndex(truncatingIfNeeded: number)) }
        let alias = number - Self.firstAlias
        return .alias(aliasTargets[alias], number: alias)
    }

    private func station(ofDevice device: Range<Int>, _ bytes: LogBytes) -> StationIndex? {
        guard device.count >= 6 else { return nil }
        var code: UInt32 = 0
        for offset in device.prefix(6) {
            let digit = bytes[offset] &- 0x30
            guard digit < 10 else { return nil }
            code = code * 10 + UInt32(digit)
        }
        return byCode[code]
    }
}
