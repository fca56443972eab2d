import Foundation
import Testing

/// What no compiler checks: banned names below the executable, imports against the layout, sizes, words.
struct TidinessTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// What each target may import, its own modules and the system's apart (STYLE, layout).
    private static let allowed: [String: Set<String>] = [
        "Fares": ["FareData", "Yams"],
        "Gate": ["Fares"],
        "TapLogs": ["CByteScan", "CZlib", "Fares", "Gate", "Synchronization", "Dispatch"],
        "Journal": [
            "CChecksum", "CardCrypto", "Fares", "GRDB", "Gate", "Histogram", "QRTickets", "Synchronization",
        ],
        "QRTickets": ["CZlib", "CardCrypto", "SmartCard", "Synchronization"],
        "Simulator": ["Fares", "Gate", "Journal", "Lane", "Synchronization", "TapLogs", "Yams"],
        "SmartCard": [],
        "Symbols": ["CPNG", "CSymbolDecoder"],
        "CardCrypto": ["COpenSSL"],
        "PCSC": ["CPCSC", "Dispatch", "SmartCard", "Synchronization"],
        "ElectronicPurse": ["CardCrypto", "SmartCard"],
        "EMV": ["CardCrypto", "SmartCard"],
        "CardEmulator": ["CardCrypto", "SmartCard"],
        "Bundles": ["CardCrypto", "Synchronization"],
        "Lane": [
            "Bundles", "CardCrypto", "ElectronicPurse", "EMV", "Fares", "Gate", "Journal", "PCSC", "QRTickets",
            "SmartCard",
            "Synchronization", "Yams",
        ],
        "Settlement": ["CardCrypto", "EMV", "Fares", "Gate", "Journal", "SmartCard"],
        "faregate": [
            "ArgumentParser", "Bundles", "CChildProcess", "CSystemClock", "CardCrypto", "CardEmulator", "Dispatch",
            "ElectronicPurse", "EMV",
            "Fares", "Foundation",
            "Gate", "Histogram", "Journal", "Lane", "PCSC", "QRTickets", "Settlement", "Simulator", "SmartCard",
            "Symbols", "Synchronization", "TapLogs",
        ],
    ]

    private struct Source {
        let path: String
        let target: String
        let lines: [String]
    }

    private static func sources() throws -> [Source] {
        let folder = root.appending(path: "Sources")
        guard let files = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil) else { return [] }
        var found: [Source] = []
        for case let file as URL in files where file.pathExtension == "swift" {
            let path = String(file.path.dropFirst(folder.path.count + 1))
            let target = String(path.prefix { $0 != "/" })
            let text = try String(contentsOf: file, encoding: .utf8)
            found.append(
                Source(
                    path: path, target: target,
                    lines: text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)))
        }
        return found
    }

    @Test func thereAreSources() throws {
        #expect(try Self.sources().count > 50)
    }

    @Test(arguments: [
        "Date()", "Date.now", "ContinuousClock", "SuspendingClock", "SystemRandomNumberGenerator", "Task.sleep",
        "clock_gettime", "gettimeofday", "arc4random", ".shuffled()", ".randomElement()",
    ])
    func noClockOrRandomnessBelowTheExecutable(name: String) throws {
        for source in try Self.sources() where source.target != "faregate" {
            for (index, line) in source.lines.enumerated() where line.contains(name) {
                Issue.record("\(source.path):\(index + 1): \(name)")
            }
        }
    }

    @Test func randomNumbersNameTheirGenerator() throws {
        for source in try Self.sources() {
            for (index, line) in source.lines.enumerated()
            where line.contains(".random(in:") && !line.contains("using:") {
                Issue.record("\(source.path):\(index + 1): .random(in:) without using:")
            }
        }
    }

    @Test func moneyIsNeverFloatingPoint() throws {
        for source in try Self.sources() where ["Fares", "Gate"].contains(source.target) {
            for (index, line) in source.lines.enumerated()
            where line.contains("Double") || line.contains("Float") {
                Issue.record("\(source.path):\(index + 1): \(line)")
            }
        }
    }

    @Test func importsFollowTheLayout() throws {
        for source in try Self.sources() {
            let allowed = try #require(Self.allowed[source.target], "\(source.path): a target without a rule here")
            for line in source.lines {
                let words = line.split(separator: " ").map(String.init)
                guard let at = words.firstIndex(of: "import"), at < 2, words.count > at + 1 else { continue }
                let module = words[at + 1]
                if ["Glibc", "Musl"].contains(module) { continue }
                #expect(allowed.contains(module), "\(source.path) imports \(module)")
            }
        }
    }

    /// Nothing that reads a card, decides a tap or wires a lane steps around Swift's checks (Docs/security.md).
    @Test func unsafeCodeHasItsPlaces() throws {
        let places: Set<String> = [
            "Bundles/Files", "CardCrypto", "CardEmulator/VirtualReader", "Fares/Files", "Journal", "Lane/Barrier/Line",
            "Lane/Scanner",
            "PCSC/Service",
            "QRTickets/Inflating", "Simulator/Disk", "Simulator/Log", "Symbols/Decoding", "Symbols/System",
            "TapLogs/Bytes",
            "TapLogs/Formats", "TapLogs/Rows", "faregate",
            "faregate",
        ]
        for source in try Self.sources() where !places.contains(where: { source.path.hasPrefix($0 + "/") }) {
            for (index, line) in source.lines.enumerated()
            where line.drop(while: { $0 == " " }).prefix(2) != "//"
                && line.split(whereSeparator: { !$0.isLetter }).contains("unsafe")
            {
                Issue.record("\(source.path):\(index + 1): \(line)")
            }
        }
    }

    @Test func filesAndLeftovers() throws {
        for source in try Self.sources() {
            #expect(source.lines.count <= 500, "\(source.path) has \(source.lines.count) lines")
            for (index, line) in source.lines.enumerated() {
                for word in ["TO" + "DO", "FIX" + "ME", "try" + "!", "as" + "!"] where line.contains(word) {
                    Issue.record("\(source.path):\(index + 1): \(word)")
                }
            }
        }
    }
}
