import Fares
import Foundation
import SmartCard

/// The content of an input file of `card`, or of stdin for `-`.
enum CardInputFile {
    /// All bytes of a file; an error names it and says why it cannot be read.
    static func content(_ path: String, mostBytes: Int) throws(CardDecodeFailure) -> [UInt8] {
        guard path == "-" else {
            do throws(FareDataError) {
                return try readWholeFile(path, limit: mostBytes)
            } catch {
                guard case .unreadable(_, let reason) = error else { throw CardDecodeFailure(Wording(of: error)) }
                throw CardDecodeFailure(.cannotRead(reason).at(shown(path)))
            }
        }
        let data: Data
        do { data = try FileHandle.standardInput.read(upToCount: mostBytes + 1) ?? Data() } catch {
            throw CardDecodeFailure(.cannotRead(error.localizedDescription).at(.standardInput))
        }
        guard data.count <= mostBytes else {
            throw CardDecodeFailure(.largerThan(mostBytes).at(.standardInput))
        }
        return [UInt8](data)
    }

    /// The text that bytes hold, without a byte order mark; nil for other bytes.
    static func text(_ bytes: [UInt8]) -> String? {
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        return text.contains(0) ? nil : String(bytes: text, encoding: .utf8)
    }

    /// Whether a text is meant to be JSON.
    static func looksLikeJSON(_ text: String) -> Bool {
        text.first { !$0.isWhitespace }.map { $0 == "[" || $0 == "{" } ?? false
    }

    /// The value of a JSON text.
    static func json(_ text: String) throws(CardDecodeFailure) -> Any {
        do {
            return try JSONSerialization.jsonObject(with: Data(text.utf8), options: [.fragmentsAllowed])
        } catch {
            let reason = (error as NSError).userInfo["NSDebugDescription"] as? String
            throw CardDecodeFailure(reason.map { .notJSON($0) } ?? .notJSON)
        }
    }

    /// The argument as a message names it. One that is no file may be a card number with a digit too many: it is not
    /// said again.
    static func shown(_ argument: String) -> Wording {
        if argument == "-" { return .standardInput }
        return argument.count { $0.isASCII && $0.isNumber } >= 12 ? Wording("the argument", "参数") : Wording(argument)
    }
}
