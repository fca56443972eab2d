import Gate
import Yams

extension LaneConfiguration {
    private static let known = [
        "id", "direction", "station", "reader", "readers", "scanner", "scanners", "camera", "simulated", "psam",
        "barrier", "media",
    ]

    /// The media that a lane may be told to take alone.
    package static let mediaNames = ["quickpass", "t-union", "qr-code"]

    /// The lanes of a configuration.
    static func list(_ root: ConfigurationSection, _ context: ConfigurationContext) -> [LaneConfiguration] {
        let sections = root.sections("lanes", known: known)
        if root.has("lanes"), sections.isEmpty, root.faults.isEmpty {
            root.refuse("lanes", .expected(.list, found: "[]"))
        }
        guard sections.count <= DeskThread.mostLanes else {
            root.refuse("lanes", .tooManyLanes(most: DeskThread.mostLanes))
            return []
        }
        return sections.compactMap { lane($0, context) }
    }

    private static func lane(_ section: ConfigurationSection, _ context: ConfigurationContext) -> LaneConfiguration? {
        section.require("id")
        section.require("direction")
        let id = section.name("id", longest: longestID)
        let direction = section.choice("direction", as: Direction.self)
        let module = keyModule(section)
        let barrier = BarrierConfiguration.read(section, context)
        let media = section.words("media", mediaNames)
        // A lane that takes nothing is closed by a command, not by its file.
        if let media, media.isEmpty, section.faults.isEmpty { section.refuse("media", .expected(.list, found: "[]")) }
        guard let id else { return nil }
        // What is wrong is noted; what else may be, such as a second lane of this name, is looked for all the same.
        guard let direction else {
            return LaneConfiguration(
                id: ConfigurationValue(id, at: section.place("id")), direction: .entry, ways: [], barrier: barrier)
        }
        let station = section.text("station").map { ConfigurationValue($0, at: section.place("station")) }
        return LaneConfiguration(
            id: ConfigurationValue(id, at: section.place("id")), direction: direction,
            ways: ways(section, direction, context), keyModule: module, station: station, barrier: barrier,
            media: media)
    }

    private static func ways(
        _ section: ConfigurationSection, _ direction: Direction, _ context: ConfigurationContext
    ) -> [Way] {
        var ways = direction.kinds.map { Way(direction: $0) }
        if direction == .twoWay {
            for (name, other) in [("reader", "readers"), ("scanner", "scanners")] where section.has(name) {
                section.refuse(
                    name,
                    .wrong(
                        english: "a two-way lane says which way: \(other): {entry: ..., exit: ...}",
                        chinese: "双向通道须分别给出：\(other): {entry: ..., exit: ...}"))
            }
            let readers = section.section("readers", known: ["entry", "exit"])
            let scanners = section.section("scanners", known: ["entry", "exit"])
            let decks = section.section("simulated", known: ["entry", "exit"])
            for index in ways.indices {
                let name = ways[index].direction == .entry ? "entry" : "exit"
                ways[index].reader = readers.flatMap { reader($0, name) }
                ways[index].scanner = scanners.flatMap { scanner($0, name, context) }
                ways[index].deck = decks.flatMap { deck($0, name, context) }
                if ways[index].deck != nil, ways[index].reader != nil {
                    decks?.refuse(name, .notWith("readers.\(name)"))
                }
            }
        } else {
            for name in ["readers", "scanners"] where section.has(name) {
                section.refuse(name, .goesWith("direction: two-way"))
            }
            ways[0].reader = reader(section, "reader")
            ways[0].scanner = scanner(section, "scanner", context)
            ways[0].deck = deck(section, "simulated", context)
        }
        ways[0].camera = camera(section, context)
        if section.has("camera"), section.has("scanner") { section.refuse("camera", .notWith("scanner")) }
        if section.has("simulated"), section.has("reader") { section.refuse("simulated", .notWith("reader")) }
        let sources = ["reader", "readers", "scanner", "scanners", "camera", "simulated"]
        if !sources.contains(where: section.has) {
            section.faults.add(.missingOneOf(["reader", "scanner", "camera", "simulated"]), at: section.place)
        }
        return ways
    }

    private static func reader(_ section: ConfigurationSection, _ name: String) -> ConfigurationValue<String>? {
        section.text(name, longest: 128).map { ConfigurationValue($0, at: section.place(name)) }
    }

    private static func scanner(
        _ section: ConfigurationSection, _ name: String, _ context: ConfigurationContext
    ) -> Scanner? {
        let known = ["device", "baud", "encoding", "suffix"]
        guard let section = section.section(name, known: known, shortFor: "device") else { return nil }
        section.require("device")
        guard let device = section.path("device", context) else { return nil }
        var scanner = Scanner(device: device)
        scanner.rate = rate(section) ?? scanner.rate
        scanner.encoding = section.choice("encoding") ?? scanner.encoding
        scanner.suffix = section.choice("suffix") ?? scanner.suffix
        return scanner
    }

    /// The speed of a serial line.
    static func rate(_ section: ConfigurationSection) -> Int? {
        guard let rate = section.integer("baud", 1...1_000_000) else { return nil }
        guard ScannerSettings.rates.contains(rate) else {
            let rates = ScannerSettings.rates.map { "\($0)" }
            section.refuse("baud", .expected(.oneOf(rates, near: []), found: "\(rate)"))
            return nil
        }
        return rate
    }

    private static func camera(_ section: ConfigurationSection, _ context: ConfigurationContext) -> Camera? {
        guard let section = section.section("camera", known: ["source", "frames"], shortFor: "source") else {
            return nil
        }
        section.require("source")
        guard let source = section.path("source", context) else { return nil }
        let frames = section.text("frames", longest: 64) ?? "y4m"
        return Camera(source: source, frames: ConfigurationValue(frames, at: section.place("frames")))
    }

    private static func deck(
        _ section: ConfigurationSection, _ name: String, _ context: ConfigurationContext
    ) -> Deck? {
        let known = ["profile", "cards", "intervalMs", "count", "riders"]
        guard let section = section.section(name, known: known, shortFor: "profile") else { return nil }
        section.require("profile")
        guard let profile = section.text("profile", longest: 64) else { return nil }
        var deck = Deck(profile: ConfigurationValue(profile, at: section.place("profile")))
        deck.cards = section.integer("cards", 1...10_000) ?? deck.cards
        deck.intervalMilliseconds = section.integer("intervalMs", 0...3_600_000) ?? deck.intervalMilliseconds
        deck.count = section.integer("count", 1...1_000_000_000)
        deck.riders = section.path("riders", context)
        for name in ["cards", "intervalMs", "count"] where deck.riders != nil && section.has(name) {
            section.refuse(name, .notWith("riders"))
        }
        return deck
    }

    private static func keyModule(_ section: ConfigurationSection) -> ConfigurationValue<KeyModule>? {
        let place = section.place("psam")
        let known = ["reader", "application", "sendsIssuer"]
        guard let section = section.section("psam", known: known, shortFor: "reader") else { return nil }
        section.require("reader")
        guard let reader = section.text("reader", longest: 128) else { return nil }
        var module = KeyModule(reader: reader)
        module.application = section.hex("application", bytes: 5...16)
        module.sendsIssuer = section.flag("sendsIssuer") ?? false
        return ConfigurationValue(module, at: place)
    }
}
