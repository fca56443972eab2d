import Journal
import Yams

extension GateConfiguration {
    /// The configuration in a file's bytes.
    ///
    /// - **Errors**: noted in `faults`, all of them; the answer is nil then.
    package static func read(
        _ bytes: [UInt8], context: ConfigurationContext, _ faults: ConfigurationFaults
    ) -> GateConfiguration? {
        guard let node = root(bytes, faults) else { return nil }
        let known = [
            "station", "device", "edition", "network", "tariff", "journal", "tokens", "keys", "cards", "codes",
            "denyList", "revocations", "bundles", "releases", "lanes", "limits", "status", "control", "log", "language",
        ]
        let whole = ConfigurationPlace(line: 1, column: 1, key: "")
        let section = ConfigurationSection(node, at: whole, known: known, faults)
        guard case .mapping = node else { return nil }
        for name in ["station", "journal", "lanes"] { section.require(name) }
        let station = section.text("station")
        let store = store(section, context)
        let lanes = LaneConfiguration.list(section, context)
        let configuration = GateConfiguration(
            station: ConfigurationValue(station ?? "", at: section.place("station")),
            device: section.name("device", longest: JournalFormat.longestDeviceID) ?? "gate-1",
            fares: fares(section, context), store: store, tokens: tokens(section, context),
            keys: keys(section, context), cards: cards(section), codes: codes(section, context),
            denyList: section.path("denyList", context), revocations: section.path("revocations", context),
            bundles: bundles(section, context), releases: section.path("releases", context),
            lanes: lanes, limits: limits(section), status: socket("status", section, context),
            control: socket("control", section, context), log: log(section),
            language: section.choice("language"))
        configuration.findConflicts(section, faults)
        return faults.isEmpty ? configuration : nil
    }

    /// The variables that name files of secrets, before what the file says.
    package static let secretVariables = [
        "tokens.key": "FAREGATE_TOKEN_KEY", "tokens.previousKey": "FAREGATE_PREVIOUS_TOKEN_KEY",
        "journal.deviceKey": "FAREGATE_DEVICE_KEY",
    ]

    // MARK: The text

    private static func root(_ bytes: [UInt8], _ faults: ConfigurationFaults) -> Node? {
        let whole = ConfigurationPlace(line: 1, column: 1, key: "")
        guard bytes.count <= mostBytes else {
            faults.add(.tooLarge(mostBytes: mostBytes), at: whole)
            return nil
        }
        // A byte order mark, as some editors put it there, is none of the text.
        let bytes = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
            faults.add(.notText, at: whole)
            return nil
        }
        if let line = tooDeepLine(bytes) {
            faults.add(.tooDeep, at: ConfigurationPlace(line: line, column: 1, key: ""))
            return nil
        }
        do {
            guard let node = try Yams.compose(yaml: text) else {
                faults.add(.empty, at: whole)
                return nil
            }
            return node
        } catch let error as YamlError {
            let (kind, mark, key) = fault(error)
            faults.add(kind, at: ConfigurationPlace(line: mark?.line ?? 1, column: mark?.column ?? 1, key: key))
        } catch {
            faults.add(.notYAML("\(error)"), at: whole)
        }
        return nil
    }

    private static func fault(_ error: YamlError) -> (ConfigurationFault.Kind, Mark?, key: String) {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            (.notYAML(problem), mark, "")
        case .duplicatedKeysInMapping(let keys, let context): (.repeated, context.mark, keys.first ?? "")
        default: (.notYAML("it cannot be read"), nil, "")
        }
    }

    /// The line at which brackets or list marks are nested deeper than any configuration is; nil: nowhere.
    ///
    /// Counted without looking at quotes: what reads the text goes as deep as they do, on its stack.
    private static func tooDeepLine(_ bytes: [UInt8]) -> Int? {
        var (line, depth, marks, last) = (1, 0, 0, UInt8(0x0A))
        for byte in bytes {
            switch byte {
            case 0x0A: (line, marks) = (line + 1, 0)
            case 0x5B, 0x7B: depth += 1
            case 0x5D, 0x7D: depth = max(0, depth - 1)
            case 0x20 where last == 0x2D || last == 0x3F || last == 0x3A: marks += 1
            default: break
            }
            if depth > mostDepth || marks > mostDepth { return line }
            last = byte
        }
        return nil
    }

    // MARK: Sections

    private static func fares(_ root: ConfigurationSection, _ context: ConfigurationContext) -> FareSource {
        if root.has("edition"), root.has("network") { root.refuse("network", .notWith("edition")) }
        return FareSource(
            edition: root.text("edition", longest: 64).map { ConfigurationValue($0, at: root.place("edition")) },
            network: root.path("network", context), tariff: root.path("tariff", context))
    }

    private static func store(_ root: ConfigurationSection, _ context: ConfigurationContext) -> Store {
        let nowhere = ConfigurationPath(path: "", isCredential: false, place: root.place("journal"))
        guard
            let section = root.section(
                "journal", known: ["folder", "durability", "groupWindowMs", "deviceKey", "retentionDays"],
                shortFor: "folder")
        else { return Store(folder: nowhere) }
        section.require("folder")
        var store = Store(folder: section.path("folder", context) ?? nowhere)
        store.durability = section.choice("durability") ?? store.durability
        store.windowMilliseconds = section.integer("groupWindowMs", 0...1000) ?? store.windowMilliseconds
        store.retentionDays = section.integer("retentionDays", 0...36_500) ?? store.retentionDays
        store.deviceKey = secret("deviceKey", section, "journal.deviceKey", context)
        return store
    }

    private static func tokens(_ root: ConfigurationSection, _ context: ConfigurationContext) -> Tokens {
        let section = root.section("tokens", known: ["key", "previousKey", "number"])
        var tokens = Tokens()
        tokens.key = secret("key", section, "tokens.key", context)
        tokens.previousKey = secret("previousKey", section, "tokens.previousKey", context)
        if let number = section?.integer("number", 1...Int(UInt32.max)) { tokens.number = UInt32(number) }
        return tokens
    }

    /// A file with a secret: where the environment says, else where the file does.
    private static func secret(
        _ name: String, _ section: ConfigurationSection?, _ key: String, _ context: ConfigurationContext
    ) -> ConfigurationPath? {
        let written = section?.path(name, context)
        guard let variable = secretVariables[key], let text = context.variable(variable), !text.isEmpty else {
            return written
        }
        let place = ConfigurationPlace(line: 0, column: 0, key: variable)
        switch context.path(text, at: place) {
        case .success(let path): return path
        case .failure(let fault):
            section?.faults.add(fault.kind, at: place)
            return written
        }
    }

    private static func keys(_ root: ConfigurationSection, _ context: ConfigurationContext) -> Keys {
        var keys = Keys()
        guard let section = root.section("keys", known: ["ca", "roots", "railway", "acquirer", "test"]) else {
            return keys
        }
        keys.ca = section.path("ca", context)
        keys.roots = section.path("roots", context)
        keys.railway = section.path("railway", context)
        keys.acquirer = section.hex("acquirer", bytes: 32...32).map {
            ConfigurationValue($0, at: section.place("acquirer"))
        }
        keys.acceptsTest = section.flag("test") ?? false
        return keys
    }

    private static func cards(_ root: ConfigurationSection) -> Cards {
        var cards = Cards()
        guard
            let section = root.section("cards", known: ["amountFen", "barSeconds", "sm2", "fastDDA00", "purseFirst"])
        else { return cards }
        cards.amountFen = section.integer("amountFen", 0...999_999_999_999) ?? cards.amountFen
        cards.barSeconds = section.integer("barSeconds", 0...Int(BarredCards.mostSeconds)) ?? cards.barSeconds
        cards.sm2 = section.flag("sm2") ?? cards.sm2
        cards.fastDDA00 = section.flag("fastDDA00") ?? cards.fastDDA00
        cards.purseFirst = section.flag("purseFirst") ?? cards.purseFirst
        return cards
    }

    private static func codes(_ root: ConfigurationSection, _ context: ConfigurationContext) -> Codes {
        var codes = Codes()
        guard
            let section = root.section(
                "codes", known: ["maxValiditySeconds", "zones", "station", "replayStore", "requireTimeService"])
        else { return codes }
        codes.maxValiditySeconds = section.integer("maxValiditySeconds", 1...65_535)
        codes.zones = section.hex("zones", bytes: 1...4)
        codes.station = section.integer("station", 0...Int(UInt32.max))
        codes.replayStore = section.path("replayStore", context)
        codes.requiresTimeService = section.flag("requireTimeService") ?? false
        return codes
    }

    private static func bundles(_ root: ConfigurationSection, _ context: ConfigurationContext) -> Bundles? {
        guard let section = root.section("bundles", known: ["folder", "roots"]) else { return nil }
        section.require("folder")
        section.require("roots")
        guard let folder = section.path("folder", context), let roots = section.path("roots", context) else {
            return nil
        }
        return Bundles(folder: folder, roots: roots)
    }

    private static func limits(_ root: ConfigurationSection) -> GateLimits {
        var limits = GateLimits()
        let known = [
            "statusConnections", "statusBacklogBytes", "controlConnections", "controlLineBytes",
            "controlRequestsPerSecond", "hangSeconds",
        ]
        guard let section = root.section("limits", known: known) else { return limits }
        func set(_ name: String, _ range: ClosedRange<Int>, _ value: inout Int) {
            value = section.integer(name, range) ?? value
        }
        set("statusConnections", 1...64, &limits.statusConnections)
        set("statusBacklogBytes", 16_384...(1 << 24), &limits.statusBacklogBytes)
        set("controlConnections", 1...64, &limits.controlConnections)
        set("controlLineBytes", 256...65_536, &limits.controlLineBytes)
        set("controlRequestsPerSecond", 1...1000, &limits.controlRequestsPerSecond)
        set("hangSeconds", 2...600, &limits.hangSeconds)
        return limits
    }

    private static func socket(
        _ name: String, _ root: ConfigurationSection, _ context: ConfigurationContext
    ) -> Socket? {
        guard let section = root.section(name, known: ["socket"], shortFor: "socket") else { return nil }
        section.require("socket")
        return section.path("socket", context).map { Socket(path: $0) }
    }

    private static func log(_ root: ConfigurationSection) -> Log {
        var log = Log()
        guard let section = root.section("log", known: ["format", "level"]) else { return log }
        log.format = section.choice("format")
        log.level = section.choice("level") ?? log.level
        return log
    }
}
