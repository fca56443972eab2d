import Fares
import Foundation
import Gate
import TestSupport
import Testing

/// Telecodes, train numbers, verdict codes, windows: what they take and what they refuse.
struct RailValueTests {
    @Test(arguments: [
        ("IOQ", true), ("XJA", true), ("ioq", false), ("IO", false), ("IOQX", false), ("I1Q", false), ("", false),
        ("深圳北", false),
    ])
    func telecodes(text: String, isOne: Bool) {
        #expect(RailTelecode(text)?.description == (isOne ? text : nil))
    }

    @Test(arguments: [
        ("G5711", true), ("D7", true), ("6205", true), ("1", true), ("C9999", true), ("g5711", false), ("G", false),
        ("", false), ("G0", false), ("G057", false), ("0", false), ("G12345", false), ("G-1", false), ("GD1", false),
        ("G5711 ", false), ("５", false),
    ])
    func trains(text: String, isOne: Bool) {
        #expect(RailTrain(text)?.description == (isOne ? text : nil))
    }

    @Test(
        arguments: [
            (UInt8(ascii: "G"), UInt16(5711), "G5711"), (0, 6205, "6205"), (UInt8(ascii: "G"), 0, nil),
            (UInt8(ascii: "G"), 10_000, nil), (UInt8(ascii: "g"), 1, nil), (255, 1, nil),
        ] as [(UInt8, UInt16, String?)])
    func trainsOfParts(letter: UInt8, number: UInt16, expected: String?) {
        #expect(RailTrain(letter: letter, number: number)?.description == expected)
    }

    @Test(arguments: [
        ("G", "G1", true), ("GDC", "C1", true), ("GD", "C1", false), ("GDC", "6205", false), ("Z", "A1", false),
    ])
    func letters(text: String, train: String, isIn: Bool) throws {
        let letters = try #require(RailTrainLetters(text))
        let train = try #require(RailTrain(train))
        #expect(letters.contains(train) == isIn)
        #expect(RailTrainLetters.all.contains(train))
    }

    @Test(arguments: ["", "g", "G,D", "G D", "1"])
    func noLetters(text: String) { #expect(RailTrainLetters(text) == nil) }

    static let codes = [
        "000000", "-00801", "-00802", "-00803", "-00804", "-00805", "-00806", "-00807", "-00808", "-00888", "-00999",
    ]

    @Test func verdictCodes() { #expect(RailVerdict.allCases.map(\.code) == Self.codes) }

    private static let externalData = ProcessInfo.processInfo.environment["FAREGATE_EXTERNAL_DATA"]

    /// The list of the source itself: every code, in its order, and the parameters.
    @Test(.enabled(if: externalData != nil)) func theSource() throws {
        var reader = try CSVReader(
            file: "cr_codes.csv", bytes: try readWholeFile("\(Self.externalData ?? "")/data/rail/cr_codes.csv"))
        var codes: [String] = []
        var parameters: [String: String] = [:]
        while try reader.next() {
            let (kind, code, meaning) = (reader.string(0), reader.string(1), reader.string(2))
            if kind == "verify_code" { codes.append(code) }
            if kind == "gate_parameter" { parameters[code] = meaning }
        }
        let windows = RailWindows.standard
        #expect(codes == RailVerdict.allCases.map(\.code))
        #expect(parameters["NotStartCheckMinutes"] == "\(windows.opensMinutes)")
        #expect(parameters["stopCheckMinutes"] == "\(windows.closesMinutes)")
        #expect(parameters["exit_date_window_days"] == "\(windows.exitDays)")
        #expect(parameters["readerTimeDelay_s"] == "\(windows.joinMilliseconds / 1000)")
    }

    @Test func refusalsOfTheFares() {
        for reason in GateReason.allCases {
            let isRepeated = reason == .alreadyUsed || reason == .passBack
            #expect(RailVerdict(reason) == (isRepeated ? .repeated : nil), "\(reason)")
        }
    }

    @Test(arguments: [
        (240, 10, 3, true), (0, 0, 0, true), (1440, 1440, 29, true), (10, 11, 3, false), (1441, 10, 3, false),
        (240, -1, 3, false), (240, 10, -1, false), (240, 10, 30, false),
    ])
    func windows(opens: Int, closes: Int, days: Int, isFine: Bool) {
        #expect((RailWindows(opensMinutes: opens, closesMinutes: closes, exitDays: days) != nil) == isFine)
    }

    @Test func standardWindowsAreTheDefaults() {
        #expect(RailWindows() == RailWindows.standard)
        #expect(RailWindows(joinMilliseconds: 60_001) == nil)
    }
}
