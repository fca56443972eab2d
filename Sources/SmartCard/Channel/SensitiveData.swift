/// Finds card numbers, names and track data in one whole answer, and blanks them.
struct SensitiveData {
    private let bytes: [UInt8]
    private let command: [UInt8]
    /// The card numbers found, digit by digit.
    private(set) var numbers: Set<[UInt8]> = []

    /// `reply` without its status word, and the command it answers.
    init(reply: [UInt8], command: [UInt8]) {
        bytes = reply
        self.command = command
    }

    /// Blanks what is sensitive in `masked`, which holds the same bytes; fills ``numbers``.
    mutating func mask(_ masked: inout [UInt8]) {
        if !isBinaryRead {
            var objects: [TLVObject] = []
            collect(0..<bytes.count, &objects, level: 0)
            for object in objects { mask(object, &masked) }
        }
        if isBinaryRead, command[2] & 0x9F == 0x95 { maskSerial(10..<20, &masked) }
        // Beijing's older card: file 04 begins with the number (nfsee).
        if isBinaryRead, command[2] & 0x9F == 0x84 { maskSerial(0..<8, &masked) }
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
        case 0x9F0C where value.count >= 28: maskSerial((value.lowerBound + 10)..<(value.lowerBound + 20), &masked)
        // The copy of files 15 and 17 in T-Union cash: the number without its leading 0.
        case 0xDF11 where value.count >= 19: maskSerial((value.lowerBound + 9)..<(value.lowerBound + 19), &masked)
        default: break
        }
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
