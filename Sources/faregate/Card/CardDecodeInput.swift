import Foundation
import SmartCard

/// The input of `card decode`: bytes, or transcripts.
enum CardDecodeInput {
    case bytes([UInt8])
    case transcripts([(name: String?, transcript: Transcript)])

    /// The most bytes that are read from a file.
    static let longestFile = 64 << 20

    static func read(_ argument: String, kind: CardDecodeKind?) throws(CardDecodeFailure) -> CardDecodeInput {
        if let code = code(argument, kind) { return .bytes(code) }
        if argument != "-", let bytes = Hex.bytes(argument) {
            guard !bytes.isEmpty else { throw CardDecodeFailure(message: "the input is empty", isUsage: true) }
            return kind == .transcript ? .transcripts([(nil, try transcript(argument))]) : .bytes(bytes)
        }
        let data = try content(argument)
        guard !data.isEmpty else { throw CardDecodeFailure(message: "\(argument): empty") }
        guard !data.contains(0), let text = String(bytes: data, encoding: .utf8) else { return .bytes(data) }
        do throws(CardDecodeFailure) {
            return try parse(text, kind)
        } catch {
            throw CardDecodeFailure(message: "\(argument): \(error.message)")
        }
    }

    private static func parse(_ text: String, _ kind: CardDecodeKind?) throws(CardDecodeFailure) -> CardDecodeInput {
        if let first = text.first(where: { !$0.isWhitespace }), first == "[" || first == "{" {
            return .transcripts(try json(text))
        }
        if kind == .transcript { return .transcripts([(nil, try transcript(text))]) }
        if let bytes = Hex.bytes(text) {
            guard !bytes.isEmpty else { throw CardDecodeFailure(message: "no bytes") }
            guard kind == nil, looksLikeExchanges(text) else { return .bytes(bytes) }
            return .transcripts([(nil, try transcript(text))])
        }
        guard kind == nil else {
            throw CardDecodeFailure(message: "not hexadecimal; \(position(text))")
        }
        do throws(TranscriptError) {
            return .transcripts([(nil, try Transcript(text: text))])
        } catch {
            guard case .empty = error else { throw CardDecodeFailure(message: "\(error)") }
            throw CardDecodeFailure(message: "neither hexadecimal (\(position(text))) nor a transcript")
        }
    }

    /// Bare lines of hex are exchanges if the first is a known command and the second ends in a status word.
    private static func looksLikeExchanges(_ text: String) -> Bool {
        let lines = text.split(whereSeparator: \.isNewline).compactMap { Hex.bytes($0) }.filter { !$0.isEmpty }
        return lines.count >= 2 && CardDecoder.isCommand(lines[0]) && CardDecoder.endsInStatusWord(lines[1])
    }

    private static func transcript(_ text: String) throws(CardDecodeFailure) -> Transcript {
        do throws(TranscriptError) {
            return try Transcript(text: text)
        } catch {
            throw CardDecodeFailure(message: "\(error)")
        }
    }

    /// Where text stops being hexadecimal.
    private static func position(_ text: String) -> String {
        var line = 1
        for character in text {
            if character.isNewline { line += 1 }
            if !character.isHexDigit, !character.isWhitespace, character != ":" {
                return "line \(line) has \"\(character)\""
            }
        }
        return "half a byte at a space or at the end"
    }

    /// `--as currency CNY`, `--as country 156`.
    private static func code(_ argument: String, _ kind: CardDecodeKind?) -> [UInt8]? {
        guard kind == .value(.currency) || kind == .value(.country) || kind == .value(.language) else { return nil }
        guard (2...3).contains(argument.utf8.count) else { return nil }
        if argument.allSatisfy({ $0.isLetter && $0.isASCII }) {
            return Array((kind == .value(.language) ? argument.lowercased() : argument.uppercased()).utf8)
        }
        return Hex.bytes("0" + argument)
    }

    /// An argument that is no file may be a card number with a digit too many: it is not said again.
    private static func shown(_ argument: String) -> String {
        argument.count { $0.isASCII && $0.isNumber } >= 12 ? "the argument" : argument
    }

    static func content(_ path: String) throws(CardDecodeFailure) -> [UInt8] {
        do {
            let handle = path == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: path)
            guard let handle else {
                throw CardDecodeFailure(
                    message: "\(Self.shown(path)): neither hexadecimal nor a file that can be read",
                    isUsage: path.utf8.count < 200)
            }
            let data = try handle.read(upToCount: longestFile + 1) ?? Data()
            guard data.count <= longestFile else {
                throw CardDecodeFailure(message: "\(path): more than \(longestFile >> 20) MiB")
            }
            return Array(data)
        } catch let failure as CardDecodeFailure {
            throw failure
        } catch {
            throw CardDecodeFailure(message: "\(path): cannot be read: \(error.localizedDescription)")
        }
    }

    /// Items with `apdus` of `{"c": .., "r": ..}`, or such pairs themselves.
    private static func json(_ text: String) throws(CardDecodeFailure) -> [(name: String?, transcript: Transcript)] {
        let value: Any
        do {
            value = try JSONSerialization.jsonObject(with: Data(text.utf8), options: [.fragmentsAllowed])
        } catch {
            throw CardDecodeFailure(message: "not JSON: \((error as NSError).userInfo["NSDebugDescription"] ?? error)")
        }
        let list = value as? [Any] ?? [value]
        if let pairs = list as? [[String: Any]], let first = pairs.first, first["c"] != nil || first["r"] != nil {
            return [(nil, try exchanges(pairs, "the list"))]
        }
        var found: [(name: String?, transcript: Transcript)] = []
        for case let item as [String: Any] in list {
            guard let pairs = item["apdus"] as? [[String: Any]] else { continue }
            let name = item["name"] as? String
            found.append((name, try exchanges(pairs, name ?? "an item")))
        }
        guard !found.isEmpty else {
            throw CardDecodeFailure(message: "no \"apdus\" and no {\"c\": .., \"r\": ..} pairs in the JSON")
        }
        return found
    }

    private static func exchanges(_ pairs: [[String: Any]], _ name: String) throws(CardDecodeFailure) -> Transcript {
        var result: [Transcript.Exchange] = []
        for (index, pair) in pairs.enumerated() {
            guard let command = Hex.bytes(pair["c"] as? String ?? ""),
                let answer = Hex.bytes(pair["r"] as? String ?? "")
            else {
                throw CardDecodeFailure(message: "\(name), exchange \(index + 1): not hexadecimal")
            }
            result.append(.init(command: command, answer: answer))
        }
        return Transcript(result)
    }
}
