import EMV
import ElectronicPurse
import Foundation
import SmartCard

/// What the demonstration gate keeps of purses: the key module's counter, and debits whose end is not known.
///
/// - **Shape**: `psam.counter`, a number; `purse-intents.csv`, one line `token,station,intent in hex` each.
/// - **Limits**: ``mostIntents``.
/// - **Errors**: a file that cannot be read or written ends the command; nothing is begun without it.
struct PurseState {
    /// The most debits that may be open at once.
    static let mostIntents = 10_000

    /// A debit and the station that it was sent at.
    struct OpenDebit: Hashable {
        var intent: PurseIntent
        var station: String
    }

    private let counterPath: String
    private let intentsPath: String
    private var debits: [String: OpenDebit] = [:]

    init(folder: String) throws {
        counterPath = folder + "/psam.counter"
        intentsPath = folder + "/purse-intents.csv"
        guard let data = FileManager.default.contents(atPath: intentsPath) else {
            if FileManager.default.fileExists(atPath: intentsPath) {
                throw failure("\(intentsPath): cannot be read", CommandExit.inputOutput)
            }
            return
        }
        for (index, line) in data.split(separator: 0x0A).enumerated() {
            let fields = line.split(separator: 0x2C).map { String(decoding: $0, as: UTF8.self) }
            guard fields.count == 3, let bytes = Hex.bytes(fields[2]), let intent = PurseIntent(bytes),
                debits.count < Self.mostIntents
            else { throw failure("\(intentsPath): line \(index + 1) is not an open debit", CommandExit.badData) }
            debits[fields[0]] = OpenDebit(intent: intent, station: fields[1])
        }
    }

    /// The key module's next number, which is used up with this call.
    func takeTerminalSequence() throws -> UInt32 {
        var next: UInt32 = 1
        if let data = FileManager.default.contents(atPath: counterPath) {
            let text = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
            guard let number = UInt32(text), number < .max else {
                throw failure("\(counterPath): not a counter", CommandExit.badData)
            }
            next = number
        }
        try write("\(next + 1)\n", to: counterPath)
        return next
    }

    /// The open debit of a card.
    func debit(of token: CardTokenValue) -> OpenDebit? { debits[token.text] }

    /// Puts a debit on stable storage before it is sent, or takes it away when its end is known.
    mutating func set(_ debit: OpenDebit?, of token: CardTokenValue) throws {
        guard debits[token.text] != debit else { return }
        guard debit == nil || debits.count < Self.mostIntents else {
            throw failure("\(intentsPath): too many open debits", CommandExit.inputOutput)
        }
        debits[token.text] = debit
        let lines = debits.keys.sorted().compactMap { key in
            debits[key].map { "\(key),\($0.station),\(Hex.text($0.intent.bytes))\n" }
        }
        try write(lines.joined(), to: intentsPath)
    }

    /// Writes a file in place of the one that is there, on stable storage when it returns.
    private func write(_ text: String, to path: String) throws {
        do {
            try CardFiles.write(text, to: path)
            let handle = try FileHandle(forUpdating: URL(filePath: path))
            defer { try? handle.close() }
            try handle.synchronize()
        } catch {
            throw failure("\(path): cannot be stored", CommandExit.inputOutput)
        }
    }
}
