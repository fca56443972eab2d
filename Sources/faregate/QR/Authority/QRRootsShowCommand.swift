import ArgumentParser
import Fares
import QRTickets
import SmartCard

/// `faregate qr roots show`: the keys of a roots file.
struct QRRootsShowCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show",
        abstract: "Show the keys of a roots file, each with its dates and its fingerprint.",
        discussion: """
            A record a line: its offset, format, purpose, algorithm, index, first and last second (UTC), and SHA-256 over \
            the public key as codes carry it. Every record's own signature is checked. At the first fault the rest is \
            left out; exit code 65.

            Example:
              faregate qr roots show roots.bin
            """)

    @Argument(help: "The roots file, bytes or hexadecimal; - reads stdin.")
    var file: String

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var words: LanguageOptions

    func run() throws {
        let bytes = try CodeTrustOptions.bytes(file, RootStore.mostBytes)
        let (keys, fault) = RootStore.survey(bytes.span)
        if json {
            Terminal.print(Self.report(keys, fault).text() + "\n")
        } else {
            for key in keys { Terminal.print(Self.line(key) + "\n") }
        }
        if let fault { throw failure(Wording(of: fault).at(CardInputFile.shown(file)), CommandExit.badData) }
    }

    private static func line(_ key: PinnedKey) -> String {
        let first = key.notBefore.map(moment) ?? "-"
        var words = [
            "\(key.offset)", key.format.rawValue, key.purpose.name, key.algorithm.name, hex([key.index]), first,
            moment(key.notAfter), hex(key.fingerprint),
        ]
        if key.isTest { words.append("test") }
        return words.joined(separator: " ")
    }

    private static func report(_ keys: [PinnedKey], _ fault: RootFault?) -> JSONValue {
        let records = keys.map { key -> JSONValue in
            .object([
                ("offset", .integer(key.offset)), ("format", .string(key.format.rawValue)),
                ("purpose", .string(key.purpose.name)), ("algorithm", .string(key.algorithm.name)),
                ("index", .string(hex([key.index]))), ("not_before", .optional(key.notBefore.map(Int.init))),
                ("not_after", .integer(Int(key.notAfter))), ("fingerprint", .string(hex(key.fingerprint))),
                ("test", .bool(key.isTest)),
            ])
        }
        let error = fault.map { fault -> JSONValue in
            .object([("kind", .string(fault.kind.rawValue)), ("offset", .integer(fault.offset))])
        }
        return .object([("records", .array(records)), ("fault", error ?? .null)])
    }

    private static func moment(_ seconds: UInt32) -> String {
        LocalTime(seconds: seconds).description.replacing(" ", with: "T") + "Z"
    }

    private static func hex(_ bytes: [UInt8]) -> String { Hex.text(bytes).lowercased() }
}

extension OwnRootRecord.Purpose {
    /// The name in outputs.
    fileprivate var name: String {
        switch self {
        case .certificates: "certificates"
        case .revocations: "revocations"
        }
    }
}
