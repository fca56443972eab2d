import EMV
import SmartCard

extension FuzzTarget {
    /// Objects one by one and as a tree, lists of wishes; every range lies inside, and the cursor moves on.
    static func objects(_ bytes: [UInt8]) {
        for filler in [TLVReader.Filler.zero, .zeroAndFF] {
            var reader = TLVReader(0..<bytes.count, filler: filler)
            var end = 0
            while let object = try? reader.next(in: bytes.span) {
                precondition(object.start >= end && object.value.upperBound <= bytes.count)
                precondition(object.value.lowerBound > object.start)
                end = object.value.upperBound
            }
            var deepest = 0
            try? TLVReader.walk(0..<bytes.count, of: bytes.span, filler: filler) { object, level in
                deepest = max(deepest, level)
                precondition(object.value.upperBound <= bytes.count)
            }
            precondition(deepest < TLVReader.deepestLevel)
        }
        var list = DataObjectList(0..<bytes.count)
        var entries = 0
        while let entry = try? list.next(in: bytes.span) {
            entries += 1
            precondition((0...255).contains(entry.length) && entries <= bytes.count)
        }
    }

    /// A command that is read is written as it was; the loop of an adversarial card ends within its bounds.
    static func exchange(_ bytes: [UInt8]) {
        if let command = try? CommandAPDU(parsing: bytes) {
            precondition((try? CommandAPDU(parsing: command.bytes)) == command)
        }
        var source = FuzzBytes(bytes)
        let wanted = Int(source.byte())
        let command = CommandAPDU(
            0, source.byte(), source.byte(), source.byte(), data: source.take(wanted & 0x1F),
            expectedLength: wanted & 0x20 != 0 ? nil : source.number(), isExtended: wanted & 0x40 != 0)
        var buffer = source.take(Int(source.byte()) & 7)
        let start = buffer.count
        var exchange = CommandExchange()
        exchange.start(command, into: buffer)
        let answers = source.rest()
        var at = 0
        for further in 0... {
            precondition(further <= CommandExchange.mostGetResponses)
            // Answers of 0 to 7 bytes, round and round, so that a short input is an endless card.
            var answer: [UInt8] = []
            if !answers.isEmpty {
                let length = Int(answers[at % answers.count] & 7)
                for offset in 1...(length + 1) { answer.append(answers[(at + offset) % answers.count]) }
                at += length + 2
            }
            switch exchange.receive(answer, into: &buffer) {
            case .transmit:
                precondition((try? CommandAPDU(parsing: exchange.command)) != nil)
                continue
            case .complete(_, let data):
                precondition(data == start..<buffer.count && buffer.count <= CommandExchange.longestData)
            case .failed: break
            }
            return
        }
    }

    /// Objects of a record, locators, numbers, dates, directory and control information.
    static func records(_ bytes: [UInt8]) {
        let span = bytes.span
        var card = CardData()
        card.bytes = bytes
        try? card.add(objectsIn: 0..<bytes.count)
        precondition(card.allTags.count <= CardData.mostObjects)
        for tag in card.allTags {
            precondition(card.value(of: tag).map { $0.upperBound <= bytes.count } ?? false)
        }
        _ = card.clearPAN
        if let locator = ApplicationFileLocator(0..<bytes.count, of: span) {
            precondition(locator.recordCount <= ApplicationFileLocator.mostRecords)
            for place in 0..<locator.recordCount {
                precondition(locator.record(at: place, of: span).map { (1...30).contains($0.sfi) } ?? false)
            }
            precondition(locator.record(at: locator.recordCount, of: span) == nil)
        }
        for number in [PrimaryAccountNumber(compressed: span), PrimaryAccountNumber(track2: span)] {
            guard let number else { continue }
            var digits: [UInt8] = []
            number.appendDigits(to: &digits)
            precondition(digits.count <= 19 && digits.allSatisfy { (0x30...0x39).contains($0) })
            precondition(!number.masked.contains(String(decoding: digits, as: UTF8.self)) || digits.isEmpty)
        }
        if let date = CalendarDate(span) {
            let (year, month, day) = date.bytes
            precondition([year, month, day] == bytes, "a date is written otherwise than it was read")
        }
        if let last = CalendarDate(endOfMonthYear: span) {
            let (year, month, _) = last.bytes
            precondition([month, year] == bytes, "a month is written otherwise than it was read")
        }
    }
}
