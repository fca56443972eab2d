extension Tariff {
    /// The name of the tariff inside the binary.
    public static let shippedName = "shenzhen"

    /// The tariff inside the binary.
    public static func shipped() throws(FareDataError) -> Tariff {
        let file = "tariffs/\(shippedName).yaml"
        guard let bytes = EmbeddedData.file(file) else { throw .missingFile(file: "(built in) \(file)") }
        return try read(file: "(built in) \(file)", bytes: bytes)
    }

    /// Reads a tariff file: YAML, or distance bands as CSV, which take all other rules from the shipped tariff.
    public static func read(path: String) throws(FareDataError) -> Tariff {
        try read(file: path, bytes: try readWholeFile(path))
    }

    /// Reads a tariff from bytes; a name that ends in `.csv` is read as distance bands.
    public static func read(file: String, bytes: [UInt8]) throws(FareDataError) -> Tariff {
        guard file.hasSuffix(".csv") else { return try TariffReader.read(file: file, bytes: bytes) }
        let bands = try DistanceBands.read(file: file, bytes: bytes)
        var tariff = try shipped()
        tariff.name = file
        tariff.bands = [Dated(from: nil, until: nil, rule: bands)]
        return tariff
    }
}

/// Reads the YAML form of a tariff, section by section.
private struct TariffReader {
    static let format = "faregate-tariff/1"
    static let largestAmount = FareTable.maximumFareFen

    private var tariff = Tariff()

    static func read(file: String, bytes: [UInt8]) throws(FareDataError) -> Tariff {
        let root = try TariffNode.root(file: file, bytes: bytes)
        var reader = TariffReader()
        let sections = try root.mapping([
            "format", "name", "currency", "extends", "service_day_start", "bands", "same_station", "media",
            "stored_value", "single_ride", "riders", "business", "transfer", "stay_limit", "cases", "missing_entry",
            "missing_exit", "promotions", "caps", "exceptions", "log_classes",
        ])
        let format = try root.required("format")
        guard try format.string() == Self.format else { throw format.bad(Self.format) }
        if let base = root.child("extends") {
            guard try base.string() == Tariff.shippedName else { throw base.bad(Tariff.shippedName) }
            reader.tariff = try Tariff.shipped()
        }
        // Media and riders first: other sections name them.
        let base = reader.tariff
        if let media = root.child("media") { try reader.readMedia(media) }
        if let riders = root.child("riders") { try reader.readRiders(riders) }
        reader.tariff.renumberKinds(from: base)
        for (key, node) in sections { try reader.read(section: key, node) }
        for (key, isMissing) in [
            ("bands", reader.tariff.bands.isEmpty), ("media", reader.tariff.media.isEmpty),
            ("same_station", reader.tariff.sameStation.isEmpty),
        ] where isMissing {
            throw root.contradiction(
                "no \"\(key)\"; add it, or write \"extends: \(Tariff.shippedName)\" to take missing sections from there"
            )
        }
        return reader.tariff
    }

    private mutating func read(section: String, _ node: TariffNode) throws(FareDataError) {
        switch section {
        case "name": tariff.name = try node.string()
        case "currency":
            guard let currency = Currency(rawValue: try node.string()) else { throw node.bad("CNY or HKD") }
            tariff.currency = currency
        case "service_day_start": tariff.serviceDayStartSecond = try timeOfDay(node)
        case "bands": tariff.bands = try dated(node, ["table", "beyond"], read: Self.bands)
        case "same_station": tariff.sameStation = try dated(node, ["fare_fen"], read: Self.fareFen)
        case "business": try readBusiness(node)
        case "transfer": try readTransfer(node)
        case "stay_limit": try readStayLimit(node)
        case "stored_value":
            let bits = try Self.bits(node, tariff.media)
            tariff.storedValue = tariff.media.indices.map { bits & (1 << UInt64($0)) != 0 }
        case "single_ride":
            let bits = try Self.bits(node, tariff.media)
            tariff.singleRide = tariff.media.indices.map { bits & (1 << UInt64($0)) != 0 }
        case "cases":
            tariff.cases = []
            for (name, value) in try node.mapping(nil) {
                tariff.cases.append((name, try dated(value, ["charge", "multiple"], read: Self.charge)))
            }
        case "missing_entry": tariff.missingEntry = try dated(node, ["charge", "multiple"], read: Self.charge)
        case "missing_exit": tariff.missingExit = try dated(node, ["charge", "multiple"], read: Self.charge)
        case "promotions": try readPromotions(node)
        case "caps":
            for (key, value) in try node.mapping(["day", "week"]) {
                let caps = try readCaps(value)
                if key == "day" { tariff.dayCaps = caps } else { tariff.weekCaps = caps }
            }
        case "exceptions": try readExceptions(node)
        case "log_classes": try readLogClasses(node)
        default: break  // format, extends, media and riders were read before
        }
    }

    // MARK: Sections

    private mutating func readMedia(_ node: TariffNode) throws(FareDataError) {
        tariff.media = []
        tariff.mediaTerms = []
        tariff.storedValue = []
        tariff.singleRide = []
        for (name, versions) in try node.mapping(nil) {
            guard tariff.media.count < Tariff.maximumKinds else {
                throw versions.contradiction("more than \(Tariff.maximumKinds) media")
            }
            tariff.media.append(name)
            tariff.storedValue.append(false)
            tariff.singleRide.append(false)
            tariff.mediaTerms.append(
                try dated(versions, ["percent", "preauthorise", "valid_hours", "price_fen"]) {
                    (node: TariffNode) throws(FareDataError) -> MediaTerms in
                    if let preauthorise = node.child("preauthorise"), try preauthorise.string() != "highest-fare" {
                        throw preauthorise.bad("highest-fare")
                    }
                    return MediaTerms(
                        percent: try node.required("percent").integer(0...100),
                        preauthorisesHighestFare: node.child("preauthorise") != nil,
                        validSeconds: try node.child("valid_hours").map { (hours) throws(FareDataError) in
                            try hours.integer(1...8784) * 3600
                        },
                        priceFen: try node.child("price_fen")?.integer(0...10_000_000))
                })
        }
    }

    private mutating func readRiders(_ node: TariffNode) throws(FareDataError) {
        tariff.riders = ["adult"]
        tariff.riderPercents = [[]]
        for (name, versions) in try node.mapping(nil) {
            guard name != "adult" else {
                throw versions.contradiction("the adult is built in and pays the medium's share")
            }
            guard tariff.riders.count < Tariff.maximumKinds else {
                throw versions.contradiction("more than \(Tariff.maximumKinds) rider categories")
            }
            tariff.riders.append(name)
            tariff.riderPercents.append(
                try dated(versions, ["percent"]) { (node: TariffNode) throws(FareDataError) -> Int in
                    try node.required("percent").integer(0...100)
                })
        }
    }

    private mutating func readBusiness(_ node: TariffNode) throws(FareDataError) {
        let names = tariff.media
        tariff.business = try dated(node, ["media", "percent"]) {
            (node: TariffNode) throws(FareDataError) -> BusinessTerms in
            BusinessTerms(
                media: try Self.bits(try node.required("media"), names),
                percent: try node.required("percent").integer(0...100))
        }
    }

    private mutating func readTransfer(_ node: TariffNode) throws(FareDataError) {
        let (media, riders) = (tariff.media, tariff.riders)
        tariff.transfer = try dated(node, ["media", "riders", "discount_fen", "after_minutes", "within_minutes"]) {
            (node: TariffNode) throws(FareDataError) -> TransferTerms in
            let longest = try node.required("within_minutes").integer(0...1440) * 60
            let shortest = try (node.child("after_minutes")?.integer(0...1440) ?? 0) * 60
            guard shortest <= longest else { throw node.contradiction("after_minutes is above within_minutes") }
            return TransferTerms(
                media: try Self.bits(try node.required("media"), media),
                riders: try node.child("riders").map { (list) throws(FareDataError) in try Self.bits(list, riders) }
                    ?? .max,
                discountFen: try node.required("discount_fen").integer(0...Self.largestAmount),
                window: shortest...longest)
        }
    }

    private mutating func readStayLimit(_ node: TariffNode) throws(FareDataError) {
        tariff.stayLimit = try dated(node, ["minutes", "surcharge", "multiple"]) {
            (node: TariffNode) throws(FareDataError) -> StayLimit in
            StayLimit(
                seconds: try node.required("minutes").integer(1...1440) * 60,
                surcharge: try Self.charge(node, key: "surcharge"))
        }
    }

    private mutating func readPromotions(_ node: TariffNode) throws(FareDataError) {
        let media = tariff.media
        // Promotions of different names may run at the same time.
        tariff.promotions = try dated(
            node, ["id", "media", "percent", "at_most_fen", "times_a_day"], mayOverlap: true
        ) { (node: TariffNode) throws(FareDataError) -> Promotion in
            Promotion(
                id: try node.required("id").string(), media: try Self.bits(try node.required("media"), media),
                percentOff: try node.required("percent").integer(0...100),
                atMostFen: try node.child("at_most_fen")?.integer(0...Self.largestAmount) ?? Self.largestAmount,
                timesADay: try node.child("times_a_day")?.integer(1...255) ?? 255)
        }
    }

    private func readCaps(_ node: TariffNode) throws(FareDataError) -> [Dated<FareCap>] {
        let (media, riders) = (tariff.media, tariff.riders)
        return try dated(node, ["media", "riders", "amount_fen"], mayOverlap: true) {
            (node: TariffNode) throws(FareDataError) -> FareCap in
            FareCap(
                media: try node.child("media").map { (list) throws(FareDataError) in try Self.bits(list, media) }
                    ?? .max,
                riders: try node.child("riders").map { (list) throws(FareDataError) in try Self.bits(list, riders) }
                    ?? .max,
                amountFen: try node.required("amount_fen").integer(0...100_000_000))
        }
    }

    private mutating func readExceptions(_ node: TariffNode) throws(FareDataError) {
        tariff.exceptions = try dated(node, ["stations", "fare_fen"], mayOverlap: true) {
            (node: TariffNode) throws(FareDataError) -> TariffException in
            let stations = try node.required("stations")
            let names = try stations.strings()
            guard names.count == 2 else { throw stations.bad("a list of two stations") }
            return TariffException(
                stations: names, fareFen: try node.required("fare_fen").integer(0...Self.largestAmount))
        }
    }

    private mutating func readLogClasses(_ node: TariffNode) throws(FareDataError) {
        tariff.logClasses = [:]
        for (name, value) in try node.mapping(["standard", "transfer", "half", "free", "full"]) {
            _ = try value.mapping(["medium", "rider"])
            let medium = try value.required("medium")
            guard let found = tariff.medium(try medium.string()) else {
                throw medium.bad("one of \(tariff.media.joined(separator: ", "))")
            }
            var rider = RiderCategory.adult
            if let node = value.child("rider") {
                guard let category = tariff.rider(try node.string()) else {
                    throw node.bad("one of \(tariff.riders.joined(separator: ", "))")
                }
                rider = category
            }
            tariff.logClasses[name] = LogClass(medium: found, rider: rider)
        }
    }

    // MARK: Values

    /// A list of dated versions; two versions of one rule may not be in force on the same day.
    private func dated<Rule: Hashable & Sendable>(
        _ node: TariffNode, _ keys: [String], mayOverlap: Bool = false,
        read: (TariffNode) throws(FareDataError) -> Rule
    ) throws(FareDataError) -> [Dated<Rule>] {
        var versions: [Dated<Rule>] = []
        for element in try node.sequence() {
            _ = try element.mapping(["from", "until"] + keys)
            let from = try element.child("from")?.date()
            let until = try element.child("until")?.date()
            if let from, let until, until < from {
                throw element.contradiction("until \(until) is before from \(from)")
            }
            let version = Dated(from: from, until: until, rule: try read(element))
            if !mayOverlap {
                let clash = versions.first { other in
                    let startsInTime = version.from.flatMap { from in other.until.map { from <= $0 } } ?? true
                    let endsLateEnough = version.until.flatMap { until in other.from.map { until >= $0 } } ?? true
                    return startsInTime && endsLateEnough
                }
                if clash != nil { throw element.contradiction("two versions are in force on the same day") }
            }
            versions.append(version)
        }
        return versions
    }

    private static func bands(_ node: TariffNode) throws(FareDataError) -> DistanceBands {
        var builder = DistanceBandsBuilder()
        for row in try node.required("table").sequence() {
            _ = try row.mapping(["over_m", "up_to_m", "fare_fen"])
            let problem = builder.add(
                overMetres: try row.required("over_m").integer(0...10_000_000),
                upToMetres: try row.child("up_to_m")?.integer(0...10_000_000),
                fareFen: try row.required("fare_fen").integer(0...largestAmount))
            if let problem { throw row.contradiction(problem) }
        }
        var continuation: DistanceBands.Continuation?
        if let beyond = node.child("beyond") {
            _ = try beyond.mapping(["every_m", "add_fen"])
            continuation = DistanceBands.Continuation(
                everyMetres: try beyond.required("every_m").integer(1...10_000_000),
                addFen: try beyond.required("add_fen").integer(0...largestAmount))
        }
        guard let bands = builder.bands(continuation: continuation) else {
            throw node.contradiction("the table has no band")
        }
        return bands
    }

    private static func fareFen(_ node: TariffNode) throws(FareDataError) -> Int {
        try node.required("fare_fen").integer(0...largestAmount)
    }

    private static func charge(_ node: TariffNode) throws(FareDataError) -> ChargeRule {
        try charge(node, key: "charge")
    }

    private static func charge(_ node: TariffNode, key: String) throws(FareDataError) -> ChargeRule {
        let value = try node.required(key)
        let text = try value.string()
        let basis: ChargeRule.Basis
        switch text {
        case "highest-fare": basis = .highestFare
        case "highest-fare-to-exit": basis = .highestFareToExit
        case "fare": basis = .fare
        case "difference": basis = .difference
        default:
            guard let fen = TariffNode.number(text), (0...largestAmount).contains(fen) else {
                throw value.bad("highest-fare, highest-fare-to-exit, fare, difference, or an amount in fen")
            }
            basis = .fixed(fen)
        }
        return ChargeRule(basis: basis, multiple: try node.child("multiple")?.integer(1...100) ?? 1)
    }

    /// A list of names as bits by position.
    private static func bits(_ node: TariffNode, _ known: [String]) throws(FareDataError) -> UInt64 {
        var bits: UInt64 = 0
        for element in try node.sequence() {
            guard let position = known.firstIndex(of: try element.string()) else {
                throw element.bad("one of \(known.joined(separator: ", "))")
            }
            bits |= 1 << UInt64(position)
        }
        return bits
    }

    private func timeOfDay(_ node: TariffNode) throws(FareDataError) -> Int {
        let text = try node.string()
        let parts = text.split(separator: ":")
        guard parts.count == 2, text.utf8.count == 5, let hour = TariffNode.number(parts[0]),
            let minute = TariffNode.number(parts[1]),
            (0..<24).contains(hour), (0..<60).contains(minute)
        else { throw node.bad("a time HH:MM in quotes") }
        return hour * 3600 + minute * 60
    }
}
