import ArgumentParser
import Fares
import TapLogs

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// `faregate doctor`: is this box ready for what this version can do?
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check data, memory, disk, clock, symbol reading and processors of this machine.",
        discussion: "Exit code 1 if something that is needed fails.")

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var words: LanguageOptions

    struct Finding {
        let name: String
        /// Nil: only told.
        let isFine: Bool?
        let words: String
    }

    func run() throws {
        let findings = [version] + editions + [memory, disk, clock, symbols, scanners, processors]
        let fails = findings.contains { $0.isFine == false }
        if json {
            let list = findings.map { finding in
                JSONValue.object([
                    ("check", .string(finding.name)), ("ok", finding.isFine.map { .bool($0) } ?? .null),
                    ("says", .string(finding.words)),
                ])
            }
            Terminal.print(JSONValue.object([("ok", .bool(!fails)), ("checks", .array(list))]).text() + "\n")
        } else {
            for finding in findings {
                let mark = finding.isFine.map { $0 ? "ok  " : "FAIL" } ?? "    "
                Terminal.print("\(mark)  \(finding.name): \(finding.words)\n")
            }
        }
        if fails { throw CommandExit.failed }
    }

    private var language: Language { words.language }

    private var version: Finding {
        Finding(name: "faregate", isFine: nil, words: "\(Version.text), \(ChildProcess.own)")
    }

    /// Every shipped edition loads and compiles.
    private var editions: [Finding] {
        Edition.shippedIDs.map { id in
            do {
                guard let edition = try Edition.shipped(id) else {
                    return Finding(name: "edition \(id)", isFine: false, words: "not in this binary")
                }
                let book = try FareBook(edition)
                let network = edition.network
                return Finding(
                    name: "edition \(id)", isFine: true,
                    words: language.pick(
                        "\(network.lines.count) 条线路，\(network.stations.count) 座车站，最高票价 "
                            + "\(yuan(book.undated.ordinary.highestFareFen)) 元",
                        "\(network.lines.count) lines, \(network.stations.count) stations, highest fare "
                            + "\(yuan(book.undated.ordinary.highestFareFen)) yuan"))
            } catch {
                return Finding(name: "edition \(id)", isFine: false, words: "\(error)")
            }
        }
    }

    private var memory: Finding {
        let line = Machine.text(of: "/proc/meminfo")?.split(separator: "\n").first { $0.hasPrefix("MemAvailable") }
        let kibibytes = line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
        return Finding(
            name: "memory", isFine: kibibytes == 0 ? nil : kibibytes > 500 << 10,
            words: language.pick(
                "可用 \(kibibytes >> 10) MiB；回放一千万行约需 300 MiB",
                "\(kibibytes >> 10) MiB available; a replay of ten million rows takes about 300 MiB"))
    }

    private var disk: Finding {
        var status = statvfs()
        guard unsafe statvfs(".", &status) == 0 else {
            return Finding(name: "disk", isFine: nil, words: language.pick("无法读取", "cannot be read"))
        }
        let free = (Int(status.f_bavail) * Int(status.f_frsize)) >> 20
        let isWritable = Machine.canWrite(".")
        return Finding(
            name: "disk", isFine: isWritable && free > 100,
            words: language.pick(
                "当前目录\(isWritable ? "可写" : "不可写")，剩余 \(grouped(free)) MiB",
                "this folder is \(isWritable ? "writable" : "not writable"), \(grouped(free)) MiB free"))
    }

    private var clock: Finding {
        var now = timespec()
        guard unsafe clock_gettime(CLOCK_REALTIME, &now) == 0 else {
            return Finding(name: "clock", isFine: false, words: language.pick("无法读取", "cannot be read"))
        }
        let china = LocalTime(seconds: UInt32(clamping: now.tv_sec + 8 * 3600))
        // A clock before this version was made is wrong for certain.
        let isPlausible = china.date >= ServiceDate(dayNumber: 20_632)
        return Finding(
            name: "clock", isFine: isPlausible,
            words: "\(china) "
                + language.pick(
                    isPlausible ? "（中国时间）" : "（中国时间，时钟有误）",
                    isPlausible ? "China time" : "China time: the clock is wrong")
                + (GateClock.isSynchronised
                    ? language.pick("，有授时服务", ", kept by a time service")
                    : language.pick("，没有授时服务", ", kept by no time service")))
    }

    private var processors: Finding {
        Finding(name: "machine", isFine: nil, words: Machine.description)
    }
}
