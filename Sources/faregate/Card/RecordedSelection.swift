import SmartCard

/// An application that was selected in a recorded dialogue, with all that follows until the next one.
struct RecordedSelection {
    /// Its identifier as hex.
    let name: String
    let transcript: Transcript

    /// The applications of a transcript in order; directories do not count.
    static func all(in transcript: Transcript) -> [RecordedSelection] {
        var found: [(name: String, exchanges: [Transcript.Exchange])] = []
        for exchange in transcript.whole.exchanges {
            if let name = selected(exchange) {
                found.append((Hex.text(name), [exchange]))
            } else if !found.isEmpty {
                found[found.count - 1].exchanges.append(exchange)
            }
        }
        return found.map { RecordedSelection(name: $0.name, transcript: Transcript($0.exchanges)) }
    }

    /// The identifier in a SELECT that the card took, the whole one if the card says it (`84`).
    private static func selected(_ exchange: Transcript.Exchange) -> [UInt8]? {
        guard let command = try? CommandAPDU(parsing: exchange.command), command.ins == 0xA4, command.p1 == 0x04,
            exchange.answer.suffix(2) == [0x90, 0x00]
        else { return nil }
        var name = command.data
        let answer = Array(exchange.answer.dropLast(2))
        try? TLVReader.walk(0..<answer.count, of: answer.span) { object, _ in
            if object.tag == 0x84 { name = Array(answer[object.value]) }
        }
        // 1PAY.SYS.DDF01 and 2PAY.SYS.DDF01.
        return name.dropFirst().starts(with: Array("PAY.SYS".utf8)) ? nil : name
    }
}

extension Transcript {
    /// The same with each answer whole: pieces fetched by GET RESPONSE put together, a command repeated with the length
    /// that the card named taken as one (ISO/IEC 7816-4, 5.3.4, from public sources).
    var whole: Transcript {
        var result: [Exchange] = []
        for exchange in exchanges {
            guard let last = result.last, last.answer.count >= 2 else {
                result.append(exchange)
                continue
            }
            let status = last.answer[last.answer.count - 2]
            if status == 0x61, exchange.command.count >= 2, exchange.command[1] == 0xC0 {
                result[result.count - 1].answer = last.answer.dropLast(2) + exchange.answer
            } else if status == 0x6C, exchange.command.prefix(4) == last.command.prefix(4) {
                result[result.count - 1] = exchange
            } else {
                result.append(exchange)
            }
        }
        return Transcript(result)
    }

    /// Whether a card's certificate, or its number, has been blanked as ``masked()`` does it.
    var isMasked: Bool {
        for exchange in exchanges where exchange.answer.count > 2 {
            let answer = Array(exchange.answer.dropLast(2))
            var isBlank = false
            try? TLVReader.walk(0..<answer.count, of: answer.span) { object, _ in
                let value = answer[object.value]
                switch object.tag {
                case 0x9F46, 0x9F2D: if !value.isEmpty, value.allSatisfy({ $0 == 0 }) { isBlank = true }
                case 0x5A: if Self.isBlanked(value) { isBlank = true }
                default: break
                }
            }
            if isBlank { return true }
        }
        return false
    }

    /// Digits of 0 alone between the first six and the last four, and a check digit that does not fit them.
    private static func isBlanked(_ number: ArraySlice<UInt8>) -> Bool {
        let digits = Hex.text(number).prefix { $0.isNumber }.compactMap(\.wholeNumberValue)
        guard digits.count > 12, digits.dropFirst(6).dropLast(4).allSatisfy({ $0 == 0 }) else { return false }
        let sum = digits.reversed().enumerated().reduce(0) { sum, digit in
            let value = digit.offset % 2 == 0 ? digit.element : digit.element * 2
            return sum + (value > 9 ? value - 9 : value)
        }
        return sum % 10 != 0
    }
}
