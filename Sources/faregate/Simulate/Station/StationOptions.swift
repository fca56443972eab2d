import ArgumentParser
import Fares
import Gate
import Simulator
import SmartCard

extension QueueRule: ExpressibleByArgument {}

/// How a lane's barrier stands while nobody passes.
enum BarrierHabit: String, ExpressibleByArgument, CaseIterable {
    case open
    case closed
}

/// Who comes to a simulated station, and what its gates are like.
struct StationOptions: ParsableArguments {
    /// What is taken where nothing is given.
    private static let usualGates = 8
    private static let usualMinutes = 10
    private static let usualMedia = "shenzhen-tong=0.4,qr-code=0.4,quickpass=0.2"

    @Option(help: "Gates, 1 to \(StationPlan.mostGates) (default: \(usualGates)).")
    var gates: Int?

    @Option(help: "Minutes of virtual time (default: \(usualMinutes)).")
    var minutes: Int?

    @Option(help: "Minutes at the beginning that the figures leave out (default: 0).")
    var warmUp: Int?

    @Option(help: "Riders a minute at the gate line, by chance (Poisson) (default: 120).")
    var arrivals: String?

    @Flag(help: "The riders of --arrivals come at even intervals.")
    var even = false

    @Option(help: "Riders from a CSV file with the column time (a second from the start, or HH:MM:SS after it).")
    var arrivalsFile: String?

    @Option(help: "Riders from trains: a CSV file with the columns time, riders, and optionally doors, walk_s.")
    var trains: String?

    @Option(help: "Trains every so many seconds, with --per-train.")
    var headway: Int?

    @Option(help: "Riders of each train of --headway.")
    var perTrain: Int?

    @Flag(help: "Somebody always waits behind every gate: how many can pass?")
    var saturate = false

    @Option(
        help: """
            Media of the tariff with their shares, which make 1 (default: \(usualMedia), as far as the tariff has them on \
            that date).
            """)
    var media: String?

    @Option(
        help: """
            What a medium takes at the reader: MEDIUM=PROFILE or milliseconds (300, 250..450, 215..320..740), several by \
            commas. Profiles: \(MediaProfile.all.map(\.name).joined(separator: ", ")).
            """)
    var cardTimes: String?

    @Option(
        help: """
            What people and barriers take, NAME=MILLISECONDS, several by commas: \
            \(StationTimes.names.joined(separator: ", ")).
            """)
    var times: String?

    @Option(
        help: """
            What goes wrong, NAME=SHARE, several by commas: \(StationMishaps.names.dropLast().joined(separator: ", ")), and \
            fault in times an hour and gate. none: nothing.
            """)
    var mishaps: String?

    @Option(help: "Every passenger takes so many milliseconds, nothing goes wrong: the service of queueing theory.")
    var serviceMs: Int?

    @Option(help: "Which way the gates let through: entry or exit (default: entry).")
    var direction: TapKind?

    @Option(help: "How a barrier stands while nobody passes: closed or open (default: closed).")
    var normally: BarrierHabit?

    @Option(
        help: "Which gate a rider goes to: common (one queue for all), shortest, nearest or random (default: shortest)."
    )
    var queue: QueueRule?

    @Flag(help: "The last of a queue goes to another that is shorter by two or more.")
    var changeQueue = false

    @Option(help: "The station (default: the first of the network).")
    var station: String?

    @Option(help: "The service date (default: as for simulate day).")
    var date: ServiceDate?

    @Option(help: "The time of day at which the simulation begins, HH:MM.")
    var from = "08:00"

    @Option(help: "The seed.")
    var seed: UInt64 = 1

    func validate() throws {
        if let gates { try within("--gates", gates, 1...StationPlan.mostGates) }
        let minutes = minutes ?? Self.usualMinutes
        try within("--minutes", minutes, 1...StationPlan.mostMinutes)
        if let warmUp { try within("--warm-up", warmUp, 0...minutes - 1) }
        for (name, file) in [("--arrivals-file", arrivalsFile), ("--trains", trains)] where file == "-" {
            throw wrongUsage(.takes(name, "the name of a file", "文件名"))
        }
        let sources = [
            ("--arrivals", arrivals != nil), ("--arrivals-file", arrivalsFile != nil), ("--trains", trains != nil),
            ("--headway", headway != nil), ("--saturate", saturate),
        ].filter(\.1)
        if sources.count > 1 { throw wrongUsage(.notBoth(sources[0].0, sources[1].0)) }
        if let perTrain { try within("--per-train", perTrain, 1...StationTrain.mostRiders) }
        if let headway {
            try within("--headway", headway, 1...86_400)
            if perTrain == nil { throw wrongUsage(.goesWith("--headway", "--per-train")) }
        } else if perTrain != nil {
            throw wrongUsage(.goesWith("--per-train", "--headway"))
        }
        if even, !sources.isEmpty, arrivals == nil { throw wrongUsage(.goesWith("--even", "--arrivals")) }
        if let serviceMs { try within("--service-ms", serviceMs, 1...TimeSpread.mostMilliseconds) }
        if serviceMs != nil {
            for (name, value) in [("--times", times), ("--card-times", cardTimes), ("--mishaps", mishaps)]
            where value != nil { throw wrongUsage(.notBoth("--service-ms", name)) }
        }
        if queue == .common, changeQueue { throw wrongUsage(.notBoth("--queue common", "--change-queue")) }
        guard direction != .bus else { throw wrongUsage(.takesDirection) }
        _ = try rate()
        _ = try shares()
        _ = try startSecond()
        var plain = StationTimes()
        try setTimes(&plain)
        var none = StationMishaps()
        try setMishaps(&none)
    }

    /// The options that are given of those that say who comes, how many gates there are, and what they take.
    var given: [String] {
        [
            ("--gates", gates != nil), ("--minutes", minutes != nil), ("--warm-up", warmUp != nil),
            ("--arrivals", arrivals != nil), ("--even", even), ("--arrivals-file", arrivalsFile != nil),
            ("--trains", trains != nil), ("--headway", headway != nil), ("--per-train", perTrain != nil),
            ("--saturate", saturate), ("--media", media != nil), ("--card-times", cardTimes != nil),
            ("--times", times != nil), ("--mishaps", mishaps != nil), ("--service-ms", serviceMs != nil),
            ("--direction", direction != nil), ("--normally", normally != nil), ("--queue", queue != nil),
            ("--change-queue", changeQueue),
        ].filter(\.1).map(\.0)
    }

    private func within(_ option: String, _ value: Int, _ range: ClosedRange<Int>) throws {
        guard range.contains(value) else { throw wrongUsage(.range(option, range.lowerBound, range.upperBound)) }
    }

    /// Thousandths of a rider a minute.
    private func rate() throws -> Int {
        guard let arrivals else { return 120_000 }
        guard let rate = DecimalText.thousandths(arrivals), rate <= StationPlan.mostPerMinute * 1000 else {
            throw wrongUsage(
                .takes(
                    "--arrivals",
                    "riders a minute in digits, such as 120 or 7.5, 0 to \(StationPlan.mostPerMinute)",
                    "以数字写出的每分钟人数，如 120 或 7.5，0 至 \(StationPlan.mostPerMinute)"))
        }
        return rate
    }

    /// Media by name with their shares in millionths.
    private func shares() throws -> [(name: String, perMillion: Int)] {
        guard let pairs = NamedValues(media ?? Self.usualMedia)?.pairs else {
            throw wrongUsage(StationWords.takesMedia)
        }
        let shares = try pairs.map { name, value in
            guard let share = DecimalText.millionths(value), share <= 1_000_000 else {
                throw wrongUsage(StationWords.takesMedia)
            }
            return (name: name, perMillion: share)
        }
        let sum = shares.reduce(0) { $0 + $1.perMillion }
        guard sum == 1_000_000 else { throw wrongUsage(StationWords.shares(sum)) }
        return shares
    }

    private func startSecond() throws -> Int {
        let parts = from.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count),
            let time = LocalTime("1970-01-01 " + (parts.count == 2 ? from + ":00" : from))
        else { throw wrongUsage(.takes("--from", "HH:MM or HH:MM:SS", "HH:MM 或 HH:MM:SS")) }
        return time.secondOfDay
    }

    private func setTimes(_ plan: inout StationTimes) throws {
        guard let times else { return }
        for (name, value) in NamedValues(times)?.pairs ?? [("", "")] {
            guard let spread = TimeSpread(value), plan.set(name, spread) else {
                throw wrongUsage(StationWords.takesTimes)
            }
        }
    }

    private func setMishaps(_ plan: inout StationMishaps) throws {
        guard let mishaps else { return }
        if mishaps == "none" {
            plan = .none
            return
        }
        for (name, value) in NamedValues(mishaps)?.pairs ?? [("", "")] {
            guard let share = DecimalText.millionths(value), plan.set(name, millionths: share) else {
                throw wrongUsage(StationWords.takesMishaps)
            }
        }
    }

    /// What the options ask for.
    func plan(_ book: FareBook) throws -> StationPlan {
        let station: StationIndex
        if let name = self.station { station = try book.edition.directory.station(name) } else { station = 0 }
        let day = date ?? book.edition.referenceDate
        var plan = StationPlan(
            media: try planMedia(book, on: day), station: station,
            start: LocalTime(day, secondOfDay: try startSecond()))
        plan.gates = gates ?? Self.usualGates
        plan.minutes = minutes ?? Self.usualMinutes
        (plan.warmUpMinutes, plan.seed) = (warmUp ?? 0, seed)
        (plan.direction, plan.isNormallyOpen) = (direction ?? .entry, normally == .open)
        (plan.queues, plan.changesQueue) = (queue ?? .shortest, changeQueue)
        try setTimes(&plan.times)
        try setMishaps(&plan.mishaps)
        plan.arrivals = try pattern()
        if let serviceMs { plan.makeConstant(milliseconds: serviceMs) }
        return plan
    }

    private func pattern() throws -> ArrivalPattern {
        if saturate { return .endless }
        if let trains { return .trains(try StationFiles.trains(file: trains, bytes: try readWholeFile(trains))) }
        if let arrivalsFile {
            return .moments(try StationFiles.arrivals(file: arrivalsFile, bytes: try readWholeFile(arrivalsFile)))
        }
        if let headway, let perTrain {
            return .trains(StationTrain.every(headway, riders: perTrain, minutes: minutes ?? Self.usualMinutes))
        }
        return even ? .even(perThousandMinutes: try rate()) : .chance(perThousandMinutes: try rate())
    }

    private func planMedia(_ book: FareBook, on day: ServiceDate) throws -> [StationPlan.Medium] {
        var profiles: [String: MediaProfile] = [:]
        if let cardTimes {
            for (name, value) in NamedValues(cardTimes)?.pairs ?? [("", "")] {
                let standard = MediaProfile.standard(for: name)
                guard let profile = MediaProfile.named(value) ?? TimeSpread(value).map(standard.with(card:)) else {
                    throw failure(StationWords.takesCardTimes, CommandExit.usage)
                }
                guard book.tariff.medium(name) != nil else { throw noMedium(name, book, of: "--card-times") }
                profiles[name] = profile
            }
        }
        let rules = book.rules(on: day)
        func isInForce(_ name: String) -> Bool {
            book.tariff.medium(name).map { rules.media[Int($0.index)] != nil } ?? false
        }
        var shares = try shares()
        if media == nil {
            // The usual mix is nobody's wish: what the tariff does not have on that date goes to the others.
            let all = shares.filter { isInForce($0.name) }
            let sum = all.reduce(0) { $0 + $1.perMillion }
            guard let last = all.last else { throw failure(StationWords.noUsualMedium(day), CommandExit.usage) }
            shares = all.dropLast().map { ($0.name, $0.perMillion * 1_000_000 / sum) }
            shares.append((last.name, 1_000_000 - shares.reduce(0) { $0 + $1.perMillion }))
        }
        return try shares.map { name, share in
            guard let medium = book.tariff.medium(name), rules.media[Int(medium.index)] != nil else {
                throw noMedium(name, book, on: day, of: "--media")
            }
            return StationPlan.Medium(
                medium: medium, name: name, perMillion: share, profile: profiles[name] ?? .standard(for: name))
        }
    }

    private func noMedium(
        _ name: String, _ book: FareBook, on day: ServiceDate? = nil, of option: String
    ) -> ExitCode {
        let known = book.tariff.media.filter { candidate in
            guard let day, let medium = book.tariff.medium(candidate) else { return true }
            return book.rules(on: day).media[Int(medium.index)] != nil
        }
        return failure(StationWords.noMedium(name, known, option), CommandExit.usage)
    }
}
