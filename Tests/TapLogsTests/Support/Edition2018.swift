import Fares
import Foundation

@testable import TapLogs

/// The 2018 edition, once compiled by FareGate and once read here by splitting its files at commas.
enum Edition2018 {
    private static let compiled = Result { () throws -> FareBook in
        guard let edition = try Edition.shipped("2018-08") else { throw Missing(what: "edition 2018-08") }
        return try FareBook(edition)
    }
    private static let replayed = Result { try Replay(try compiled.get()) }
    private static let naive = Result { try NaiveFares() }

    static func book() throws -> FareBook { try compiled.get() }
    static func replay() throws -> Replay { try replayed.get() }
    static func fares() throws -> NaiveFares { try naive.get() }
}

/// Something that a test needs is not there.
struct Missing: Error {
    let what: String
}

/// Stations and published fares of the 2018 edition, read from its files in the simplest way.
struct NaiveFares {
    var ids: [String] = []
    var namesZh: [String] = []
    var namesEn: [String] = []
    /// The first six digits of a device, with the station's position.
    var codes: [String: Int] = [:]
    /// Station position by every name that a log may use.
    var names: [String: Int] = [:]
    private var fares: [[Int]: Int] = [:]

    init() throws {
        let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent("../../..")
            .standardized.appendingPathComponent("Sources/FareData/editions")
        func rows(_ name: String) throws -> [[String]] {
            let text = try String(contentsOf: sources.appendingPathComponent(name), encoding: .utf8)
            return text.split(separator: "\n").dropFirst().map { line in
                line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            }
        }
        for (index, row) in try rows("2018-08/stations.csv").enumerated() {
            ids.append(row[0])
            namesZh.append(row[1])
            namesEn.append(row[2])
            for code in row[5].split(separator: "|") { codes[String(code)] = index }
        }
        var known: [String: Int] = [:]
        for (index, name) in namesZh.enumerated() { known[name] = index }
        for (index, name) in namesEn.enumerated() { known[name] = index }
        for row in try rows("station_aliases.csv") {
            if let target = known[row[1]] { known[row[0]] = target }
        }
        for (index, name) in namesZh.enumerated() {
            let other = name.hasSuffix("站") ? String(name.dropLast()) : name + "站"
            if known[other] == nil { known[other] = index }
        }
        names = known
        var positions: [String: Int] = [:]
        for (index, id) in ids.enumerated() { positions[id] = index }
        for row in try rows("2018-08/fares.csv") {
            guard let from = positions[row[0]], let to = positions[row[1]], let fen = Int(row[2]) else {
                throw Missing(what: "a fare in \(row)")
            }
            fares[[min(from, to), max(from, to)]] = fen
        }
    }

    /// The published fare; two yuan for leaving where one entered.
    func fare(_ from: Int, _ to: Int) throws -> Int {
        if from == to { return 200 }
        guard let fen = fares[[min(from, to), max(from, to)]] else { throw Missing(what: "the fare \(from)-\(to)") }
        return fen
    }
}
