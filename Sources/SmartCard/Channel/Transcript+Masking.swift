extension Transcript {
    /// The same exchanges without card numbers and names; every length stays.
    ///
    /// - **Shape**: the digits between the first six and last four of a card number become 0, names become `X`, free
    ///   track data 0, the data of VERIFY and PIN CHANGE 0. Numbers are taken from `5A 57 56 9F6B 9F0C DF11`, the
    ///   transit files 15 and 04, and from wherever digits have the form of one (``CardNumberRuns``); then every place
    ///   where the same digits stand, two a byte at either half or as ASCII, is blanked too. Certificates `9F46` and
    ///   `9F2D` are blanked whole: who has the CA's public key can read the card number out of them.
    /// - **Limits**: the certificates' blanking means that a masked transcript cannot be verified any more. A number
    ///   without a right check digit that stands only in a place not named above is not found.
    public func masked() -> Transcript {
        var result = self
        for _ in 0..<Self.mostMaskings {
            let again = result.maskedOnce()
            if again == result { break }
            result = again
        }
        return result
    }

    /// Hidden digits may make others look like a number; masking what is masked is to change nothing.
    private static let mostMaskings = 8

    private func maskedOnce() -> Transcript {
        var result = self
        var numbers: Set<[UInt8]> = []
        for chain in chains() {
            var (bytes, origins) = joined(chain)
            var finder = SensitiveData(reply: bytes, command: exchanges[chain.lowerBound].command)
            finder.mask(&bytes)
            numbers.formUnion(finder.numbers)
            for (at, origin) in origins.enumerated() {
                result.exchanges[origin.exchange].answer[origin.offset] = bytes[at]
            }
        }
        // Numbers asked for in a list may go to the card as well as come from it. Longest first, so that a number
        // within a number does not break it up.
        for index in exchanges.indices {
            Self.maskPIN(&result.exchanges[index].command)
            guard let command = try? CommandAPDU(parsing: exchanges[index].command) else { continue }
            var finder = SensitiveData(dataOf: command)
            var data = command.data
            finder.mask(&data)
            numbers.formUnion(finder.numbers)
        }
        let known = NumberIndex(numbers)
        for index in result.exchanges.indices {
            known.mask(&result.exchanges[index].command)
            known.mask(&result.exchanges[index].answer)
        }
        // Also where a number runs over the end of one answer into the next.
        for chain in chains() where chain.count > 1 {
            var (bytes, origins) = result.joined(chain)
            known.mask(&bytes)
            for (at, origin) in origins.enumerated() {
                result.exchanges[origin.exchange].answer[origin.offset] = bytes[at]
            }
        }
        return result
    }

    /// The same for bytes that are no transcript: a record, a value.
    public static func masked(_ bytes: [UInt8], command: [UInt8] = []) -> [UInt8] {
        Transcript([.init(command: command, answer: bytes + [0x90, 0x00])]).masked().exchanges[0].answer.dropLast(2)
    }

    /// The same for a single value that has no tag and is taken for what `decoder` reads.
    public static func masked(value bytes: [UInt8], as decoder: ValueDecoder) -> [UInt8] {
        let tags: [ValueDecoder: UInt8] = [.pan: 0x5A, .trackTwo: 0x57]
        if let tag = tags[decoder], bytes.count < 0x80 {
            return Array(masked([tag, UInt8(bytes.count)] + bytes).dropFirst(2))
        }
        if decoder == .tUnionFile15 || decoder == .shenzhenTongFile15 {
            return masked(bytes, command: [0x00, 0xB0, 0x95, 0x00])
        }
        // Entries of files and records are digits too.
        if decoder == .afl, ValueDecoder.isFileLocator(bytes) { return bytes }
        var runs = CardNumberRuns()
        var result = bytes
        runs.mask(&result, 0..<bytes.count, .anywhere)
        return result
    }

    /// Runs of exchanges whose answers are one: all but the last end in `61xx` and GET RESPONSE follows.
    private func chains() -> [Range<Int>] {
        var chains: [Range<Int>] = []
        var start = 0
        for index in exchanges.indices {
            let answer = exchanges[index].answer
            let goesOn =
                answer.count >= 2 && [0x61, 0x62, 0x63].contains(answer[answer.count - 2])
                && index + 1 < exchanges.count && exchanges[index + 1].command.starts(with: [0x00, 0xC0])
            if !goesOn {
                chains.append(start..<(index + 1))
                start = index + 1
            }
        }
        return chains
    }

    private func joined(_ chain: Range<Int>) -> ([UInt8], [(exchange: Int, offset: Int)]) {
        var bytes: [UInt8] = []
        var origins: [(exchange: Int, offset: Int)] = []
        for index in chain {
            for offset in 0..<max(0, exchanges[index].answer.count - 2) {
                bytes.append(exchanges[index].answer[offset])
                origins.append((index, offset))
            }
        }
        return (bytes, origins)
    }

    /// VERIFY, PIN CHANGE/UNBLOCK and RESET RETRY COUNTER carry a PIN (ISO/IEC 7816-4, 11.5, from public sources).
    private static func maskPIN(_ command: inout [UInt8]) {
        guard command.count > 5, [0x20, 0x24, 0x2C].contains(command[1]) else { return }
        let isExtended = (try? CommandAPDU(parsing: command))?.isExtended ?? false
        let count = (try? CommandAPDU(parsing: command))?.data.count
        let start = isExtended ? 7 : 5
        for at in start..<min(command.count, start + (count ?? command.count)) { command[at] = 0 }
    }
}
