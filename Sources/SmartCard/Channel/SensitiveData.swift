/// Finds card numbers, names and track data in one whole answer, or in the data of a command, and blanks them.
struct SensitiveData {
    private let bytes: [UInt8]
    /// What the bytes answer; empty for the data of a command.
    private let command: [UInt8]
    /// How to look through bytes that are no data objects.
    private let search: CardNumberRuns.Search
    /// The card numbers found, digit by digit.
    private(set) var numbers: Set<[UInt8]> = []

    /// `reply` without its status word, and the command it answers.
    init(reply: [UInt8], command: [UInt8]) {
        bytes = reply
        self.command = command
        search = Self.search(reply, answering: command)
    }

    /// The data of a command. Values by a list stand close together, so that digits of several may look like a number.
    init(dataOf command: CommandAPDU) {
        bytes = command.data
        self.command = []
        search = [0x88, 0xA8, 0xAE, 0xDC].contains(command.ins) ? .wholeRuns : .anywhere
    }

    /// Blanks what is sensitive in `masked`, which holds the same bytes; fills ``numbers``.
    mutating func mask(_ masked: inout [UInt8]) {
        if !isBinaryRead {
            var objects: [TLVObject] = []
            collect(0..<bytes.count, &objects, level: 0)
            for object in objects { mask(object, &masked) }
        }
        if isBinaryRead, command[2] & 0x9F == 0x95 { maskFile15(0..<bytes.count, &masked) }
        // Beijing's older card: file 04 begins with the number (nfsee).
        if isBinaryRead, command[2] & 0x9F == 0x84 { maskSerial(0..<8, &masked) }
        maskRuns(&masked)
    }

    /// Numbers without a tag of their own: in each value by what is known of its tag, else in the whole.
    private mutating func maskRuns(_ masked: inout [UInt8]) {
        var runs = CardNumberRuns()
        var values: [TLVObject] = []
        let isWhole =
            !isBinaryRead
            && (try? TLVReader.walk(0..<bytes.count, of: bytes.span) { object, _ in
                if !object.isConstructed { values.append(object) }
            }) != nil
        if isWhole, !values.isEmpty {
            for object in values { runs.mask(&masked, object.value, Self.search(object.tag)) }
        } else {
            // The issuer's field of file 15 ends where other digits begin.
            if isBinaryRead, masked.count >= 28 { runs.mask(&masked, 0..<8, .wholeRuns) }
            runs.mask(&masked, 0..<masked.count, search)
        }
        numbers.formUnion(runs.numbers)
    }

    /// How to look through the value of a tag.
    private static func search(_ tag: UInt32) -> CardNumberRuns.Search {
        switch tag {
        // Certificates, signatures, cryptograms.
        case 0x90, 0x92, 0x93, 0x9F26, 0x9F2D, 0x9F2F, 0x9F46, 0x9F48, 0x9F4B, 0x9F4C: return .nowhere
        // Fields and values without tags of their own, and copies of files.
        case 0x56, 0x80, 0x83, 0x9F0C, 0xDF11: return .wholeRuns
        default: break
        }
        guard let decoder = TagDictionary.entry(tag)?.decoder else { return .anywhere }
        let unknownForms: [ValueDecoder] = [
            .none, .iad, .text, .digits, .thirdPartyData, .registeredProprietaryData,
        ]
        return unknownForms.contains(decoder) ? .anywhere : .wholeRuns
    }

    /// How to look through an answer without objects: not where emv.md, section 7, says what each byte is.
    private static func search(_ reply: [UInt8], answering command: [UInt8]) -> CardNumberRuns.Search {
        guard command.count >= 4 else { return .anywhere }
        switch (command[0] & 0xF0, command[1]) {
        case (_, 0xB0) where command[2] & 0x9F == 0x95: return isFile15(reply) ? .wholeRuns : .anywhere
        case (_, 0xB0) where command[2] & 0x9F == 0x97: return .wholeRuns
        case (_, 0xB2) where command[3] >> 3 == 0x18 && reply.count == 23: return .nowhere
        case (_, 0xB2) where command[3] >> 3 == 0x1E && reply.count == 48: return .nowhere
        case (0x80, 0x50) where reply.count == 15: return .nowhere
        default: return .anywhere
        }
    }

    /// READ BINARY by short file identifier: plain bytes, no objects.
    private var isBinaryRead: Bool { command.count >= 4 && command[1] == 0xB0 }

    /// The objects in a range, more forgiving than ``TLVReader``: what a cut answer still holds counts too, so a length
    /// beyond the end reaches to the end.
    private func collect(_ range: Range<Int>, _ objects: inout [TLVObject], level: Int) {
        guard level < TLVReader.deepestLevel else { return }
        var at = range.lowerBound
        while at < range.upperBound {
            if bytes[at] == 0 || bytes[at] == 0xFF, level == 0 || bytes[at] == 0 {
                at += 1
                continue
            }
            let start = at
            var tag = UInt32(bytes[at])
            at += 1
            if tag & 0x1F == 0x1F {
                var more: UInt8 = 0x80
                while more & 0x80 != 0, at < range.upperBound, at - start < 3 {
                    more = bytes[at]
                    tag = tag << 8 | UInt32(more)
                    at += 1
                }
            }
            guard at < range.upperBound else { return }
            var length = Int(bytes[at])
            at += 1
            if length > 0x80, length <= 0x82 {
                let count = min(length - 0x80, range.upperBound - at)
                length = bytes[at..<(at + count)].reduce(0) { $0 << 8 | Int($1) }
                at += count
            }
            let end = min(range.upperBound, at + length)
            let object = TLVObject(tag: tag, start: start, value: at..<end)
            objects.append(object)
            if object.isConstructed { collect(object.value, &objects, level: level + 1) }
            at = end
        }
    }

    private mutating func mask(_ object: TLVObject, _ masked: inout [UInt8]) {
        let value = object.value
        switch object.tag {
        case 0x5A: maskDigits(value.lowerBound * 2, within: value, &masked)
        case 0x57: maskTrackTwo(value, &masked)
        case 0x9F6B where hasTrackTwo(value): maskTrackTwo(value, &masked)
        case 0x56: maskTrackOne(value, &masked)
        case 0x5F20, 0x9F0B, 0x9F61: fill(value, 0x58, &masked)
        case 0x9F1F: fill(value, 0x30, &masked)
        case 0x9F20, 0x9F46, 0x9F2D: fill(value, 0, &masked)
        case 0x9F0C where value.count >= 28: maskFile15(value, &masked)
        // The copy of files 15 and 17 in T-Union cash: the number without its leading 0.
        case 0xDF11 where value.count >= 19: maskSerial((value.lowerBound + 9)..<(value.lowerBound + 19), &masked)
        default: break
        }
    }

    /// Whether years stand where file 15 has its dates.
    private static func isFile15(_ file: [UInt8]) -> Bool {
        file.count >= 28 && [0x19, 0x20].contains(file[20]) && [0x19, 0x20].contains(file[24])
    }

    private func hasTrackTwo(_ value: Range<Int>) -> Bool {
        let nibbles = Digits.nibbles(bytes[value])
        let digits = nibbles.prefix { $0 < 10 }.count
        return digits >= 8 && digits < nibbles.count && nibbles[digits] == 0xD
    }

    /// The digits from half byte `start` on are a card number; returns how many.
    @discardableResult
    private mutating func maskDigits(_ start: Int, within value: Range<Int>, _ masked: inout [UInt8]) -> Int {
        var digits: [UInt8] = []
        while start + digits.count < value.upperBound * 2 {
            let digit = Nibbles.at(bytes, start + digits.count)
            guard digit < 10 else { break }
            digits.append(digit)
        }
        remember(digits)
        let shown = MaskedPAN.shown(of: digits.count)
        for at in shown.first..<(digits.count - shown.last) { Nibbles.clear(&masked, start + at) }
        return digits.count
    }

    private mutating func maskTrackTwo(_ value: Range<Int>, _ masked: inout [UInt8]) {
        let count = maskDigits(value.lowerBound * 2, within: value, &masked)
        // Behind the separator: expiry 4 and service code 3 stay, the issuer's free data go.
        var at = value.lowerBound * 2 + count + 8
        while at < value.upperBound * 2 {
            if Nibbles.at(bytes, at) < 10 { Nibbles.clear(&masked, at) }
            at += 1
        }
    }

    /// `B` number `^` name `^` expiry 4, service code 3, free data (ISO/IEC 7813, structure B, from public sources).
    private mutating func maskTrackOne(_ value: Range<Int>, _ masked: inout [UInt8]) {
        var at = value.lowerBound
        if at < value.upperBound, bytes[at] == 0x42 { at += 1 }
        var digits: [UInt8] = []
        while at + digits.count < value.upperBound, (0x30...0x39).contains(bytes[at + digits.count]) {
            digits.append(bytes[at + digits.count] - 0x30)
        }
        remember(digits)
        let shown = MaskedPAN.shown(of: digits.count)
        for index in shown.first..<(digits.count - shown.last) { masked[at + index] = 0x30 }
        at += digits.count
        guard at < value.upperBound, bytes[at] == 0x5E else { return fill(at..<value.upperBound, 0x58, &masked) }
        at += 1
        while at < value.upperBound, bytes[at] != 0x5E {
            masked[at] = 0x58
            at += 1
        }
        let free = min(value.upperBound, at + 8)
        fill(free..<value.upperBound, 0x30, &masked)
    }

    /// File 15 or its copy: T-Union's has 30 bytes with the number in ten of them, Shenzhen Tong's 28 or 32 with a
    /// number of four bytes, which goes whole (emv.md, section 7).
    private mutating func maskFile15(_ file: Range<Int>, _ masked: inout [UInt8]) {
        maskSerial((file.lowerBound + 10)..<(file.lowerBound + 20), &masked)
        guard file.count >= 20, file.count != 30 else { return }
        fill((file.lowerBound + 16)..<(file.lowerBound + 20), 0, &masked)
    }

    /// Ten bytes of a transit file: a number of 16 to 20 digits with zeros before or F behind.
    private mutating func maskSerial(_ range: Range<Int>, _ masked: inout [UInt8]) {
        guard range.upperBound <= bytes.count else { return }
        var start = range.lowerBound * 2
        while start < range.upperBound * 2, Nibbles.at(bytes, start) == 0 { start += 1 }
        var count = 0
        while start + count < range.upperBound * 2, Nibbles.at(bytes, start + count) < 10 { count += 1 }
        guard count >= 12 else { return }
        maskDigits(start, within: range, &masked)
    }

    /// A number is looked for everywhere if it is long enough not to stand in other data by chance.
    private mutating func remember(_ digits: [UInt8]) {
        guard digits.count >= 12, Set(digits).count > 1 else { return }
        numbers.insert(digits)
    }

    private func fill(_ range: Range<Int>, _ byte: UInt8, _ masked: inout [UInt8]) {
        for at in range { masked[at] = byte }
    }
}
