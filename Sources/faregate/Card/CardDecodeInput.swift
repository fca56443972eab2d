import Foundation
import SmartCard

/// The input of `card decode`: bytes, or transcripts.
enum CardDecodeInput {
    case bytes([UInt8])
    case transcripts([(name: String?, transcript: Transcript)])

    /// The most bytes that are read from a file: a tree of all that is in it is kept in memory.
    static let mostBytes = 4 << 20

    static func read(_ argument: String, kind: CardDecodeKind?) throws(CardDecodeFailure) -> CardDecodeInput {
        if let code = code(argument, kind) { return .bytes(code) }
        if argument != "-", let bytes = Hex.bytes(argument) {
            guard !bytes.isEmpty else { throw CardDecodeFailure(.emptyInput, isUsage: true) }
            return kind == .transcript ? .transcripts([(nil, try transcript(argument))]) : .bytes(bytes)
        }
        if argument != "-", let reason = Machine.reasonNotToRead(argument) {
            throw CardDecodeFailure(.neitherHexNorFile(reason).at(CardInputFile.shown(argument)))
        }
        let data = try CardInputFile.content(argument, mostBytes: mostBytes)
        guard !data.isEmpty else { throw CardDecodeFailure(.empty.at(CardInputFile.shown(argument))) }
        guard let text = CardInputFile.text(data) else { return .bytes(data) }
        do throws(CardDecodeFailure) {
            return try parse(text, kind)
        } catch {
            throw CardDecodeFailure(error.words.at(CardInputFile.shown(argument)), isUsage: error.isUsage)
        }
    }

    private static func parse(_ text: String, _ kind: CardDecodeKind?) throws(CardDecodeFailure) -> CardDecodeInput {
        if CardInputFile.looksLikeJSON(text) { return .transcripts(try json(text)) }
        if kind == .transcript { return .transcripts([(nil, try transcript(text))]) }
        if let bytes = Hex.bytes(text) {
            guard !bytes.isEmpty else { throw CardDecodeFailure(.noBytes) }
            guard kind == nil, looksLikeExchanges(text) else { return .bytes(bytes) }
            return .transcripts([(nil, try transcript(text))])
        }
        if let kind {
            // Said to be one value, and holds a whole dialogue.
            if (try? Transcript(text: text)) != nil {
                throw CardDecodeFailure(.holdsExchanges(kind.name), isUsage: true)
            }
            throw CardDecodeFailure(.notHex(position(text)))
        }
        do throws(TranscriptError) {
            return .transcripts([(nil, try Transcript(text: text))])
        } catch {
            guard case .empty = error else { throw CardDecodeFailure(Wording(of: error)) }
            throw CardDecodeFailure(.neitherHexNorTranscript(position(text)))
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
            throw CardDecodeFailure(Wording(of: error))
        }
    }

    /// Where text stops being hexadecimal.
    private static func position(_ text: String) -> Wording {
        var line = 1
        for character in text {
            if character.isNewline { line += 1 }
            if !character.isHexDigit, !character.isWhitespace, character != ":" {
                return .lineHas(line, character)
            }
        }
        return .halfByte
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

    /// Items with `apdus` of `{"c": .., "r": ..}`, or such pairs themselves.
    private static func json(_ text: String) throws(CardDecodeFailure) -> [(name: String?, transcript: Transcript)] {
        let value = try CardInputFile.json(text)
        let list = value as? [Any] ?? [value]
        if let pairs = list as? [[String: Any]], let first = pairs.first, first["c"] != nil || first["r"] != nil {
            return [(nil, try exchanges(pairs, nil))]
        }
        var found: [(name: String?, transcript: Transcript)] = []
        for case let item as [String: Any] in list {
            guard let pairs = item["apdus"] as? [[String: Any]] else { continue }
            let name = item["name"] as? String
            found.append((name, try exchanges(pairs, name)))
        }
        guard !found.isEmpty else {
            throw CardDecodeFailure(.noExchangesInJSON)
        }
        return found
    }

    private static func exchanges(_ pairs: [[String: Any]], _ name: String?) throws(CardDecodeFailure) -> Transcript {
        var result: [Transcript.Exchange] = []
        for (index, pair) in pairs.enumerated() {
            guard let command = Hex.bytes(pair["c"] as? String ?? ""),
                let answer = Hex.bytes(pair["r"] as? String ?? "")
            else {
                throw CardDecodeFailure(.notHexadecimal.at(.exchange(index + 1, of: name)))
            }
            result.append(.init(command: command, answer: answer))
        }
        return Transcript(result)
    }
}
