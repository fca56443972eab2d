/// Card numbers that stand where no tag announces them, told by their form.
///
/// - **Shape**: 13 to 19 digits, two a byte at either half or as ASCII, that begin as card numbers do and end in the
///   right check digit (ISO/IEC 7812-1, from public sources). A run of digits counts as a whole, zeros before it left
///   out; with ``Search/anywhere`` also 19, 16 or 15 digits in the midst of a longer run.
/// - **Limits**: digits that are no number but look like one are taken for one: about one in thirty decimal runs of
///   the right length. What is known to be something else is therefore not searched.
struct CardNumberRuns {
    /// How closely to look.
    enum Search {
        /// Not at all: signatures, certificates, cryptograms.
        case nowhere
        /// Whole runs alone: values whose form is known, where digits stand close together.
        case wholeRuns
        /// Any place within a run: what nobody has said the meaning of.
        case anywhere
    }

    /// How the bytes hold digits.
    private enum Writing {
        case packed
        case text

        /// How many places a byte has.
        var placesPerByte: Int { self == .packed ? 2 : 1 }
    }

    /// How many digits the numbers have that are looked for within a run, longest first.
    private static let commonLengths = [19, 16, 15]

    /// Passes over the same bytes: hidden digits may make another number look right.
    private static let mostPasses = 8
    /// So many bytes in a row that are digits in ASCII are text, and no digits two a byte.
    private static let leastText = 10

    /// The numbers found.
    private(set) var numbers: Set<[UInt8]> = []

    /// Blanks the middle digits of every number in a range of `bytes`.
    mutating func mask(_ bytes: inout [UInt8], _ range: Range<Int>, _ search: Search) {
        guard search != .nowhere, range.count >= 7 else { return }
        for _ in 0..<Self.mostPasses {
            let found = maskOnce(&bytes, range, search, .packed)
            let foundText = maskOnce(&bytes, range, search, .text)
            guard found || foundText else { return }
        }
    }

    private mutating func maskOnce(
        _ bytes: inout [UInt8], _ range: Range<Int>, _ search: Search, _ writing: Writing
    ) -> Bool {
        var found = false
        var place = range.lowerBound * writing.placesPerByte
        let end = range.upperBound * writing.placesPerByte
        var digits: [UInt8] = []
        // Where text begins and ends, so that its bytes are not taken for digits two a byte.
        let texts = writing == .packed ? Self.texts(bytes, range) : []
        var text = texts.startIndex
        while place <= end {
            while text < texts.endIndex, texts[text].upperBound * 2 <= place { text += 1 }
            let isText = text < texts.endIndex && texts[text].contains(place / 2)
            if place < end, !isText, let digit = Self.digit(bytes, place, writing) {
                digits.append(digit)
            } else {
                if digits.count >= 13, maskRun(&bytes, place - digits.count, digits, search, writing) { found = true }
                digits.removeAll(keepingCapacity: true)
            }
            place += 1
        }
        return found
    }

    /// Looks into one run of digits that begins at `start`.
    private mutating func maskRun(
        _ bytes: inout [UInt8], _ start: Int, _ run: [UInt8], _ search: Search, _ writing: Writing
    ) -> Bool {
        let zeros = run.prefix { $0 == 0 }.count
        if Self.isNumber(run[zeros...]) {
            hide(&bytes, start + zeros, Array(run[zeros...]), writing)
            return true
        }
        guard search == .anywhere else { return false }
        var found = false
        var at = zeros
        while at < run.count {
            let number = Self.commonLengths.lazy.filter { at + $0 <= run.count }.map { run[at..<(at + $0)] }
                .first { Self.isNumber($0) && Self.isCommon($0) }
            if let number {
                hide(&bytes, start + at, Array(number), writing)
                found = true
                at += number.count
            } else {
                at += 1
            }
        }
        return found
    }

    private mutating func hide(_ bytes: inout [UInt8], _ start: Int, _ digits: [UInt8], _ writing: Writing) {
        numbers.insert(digits)
        let shown = MaskedPAN.shown(of: digits.count)
        for at in (start + shown.first)..<(start + digits.count - shown.last) {
            if writing == .packed { Nibbles.clear(&bytes, at) } else { bytes[at] = 0x30 }
        }
    }

    private static func digit(_ bytes: [UInt8], _ place: Int, _ writing: Writing) -> UInt8? {
        switch writing {
        case .packed:
            let digit = Nibbles.at(bytes, place)
            return digit < 10 ? digit : nil
        case .text: return (0x30...0x39).contains(bytes[place]) ? bytes[place] - 0x30 : nil
        }
    }

    /// Stretches of digits in ASCII, in order.
    private static func texts(_ bytes: [UInt8], _ range: Range<Int>) -> [Range<Int>] {
        var found: [Range<Int>] = []
        var start = range.lowerBound
        for at in range.lowerBound...range.upperBound {
            if at < range.upperBound, (0x30...0x39).contains(bytes[at]) { continue }
            if at - start >= leastText { found.append(start..<at) }
            start = at + 1
        }
        return found
    }

    /// Whether digits can be a card number with something left to hide.
    private static func isNumber(_ digits: ArraySlice<UInt8>) -> Bool {
        guard (13...19).contains(digits.count), beginsLikeNumber(digits) else { return false }
        let shown = MaskedPAN.shown(of: digits.count)
        return digits.dropFirst(shown.first).dropLast(shown.last).contains { $0 != 0 } && hasCheckDigit(digits)
    }

    /// First digits of the card schemes, and of old Chinese bank cards and T-Union (from public lists).
    private static func beginsLikeNumber(_ digits: ArraySlice<UInt8>) -> Bool {
        let four = digits.prefix(4).reduce(0) { $0 * 10 + Int($1) }
        return switch four / 1000 {
        case 2: (2221...2720).contains(four)
        case 3: (3000...3059).contains(four) || (3100...3109).contains(four) || (3400...3899).contains(four)
        case 4, 5, 6: true
        case 8: (8100...8199).contains(four)
        case 9: four >= 9400
        default: false
        }
    }

    /// Within a longer run only what most cards have: UnionPay, Visa, Mastercard, JCB, American Express, T-Union.
    private static func isCommon(_ digits: ArraySlice<UInt8>) -> Bool {
        let three = digits.prefix(3).reduce(0) { $0 * 10 + Int($1) }
        return switch three / 10 {
        case 62: digits.count >= 16
        case 40...49, 51...55, 35: digits.count == 16
        case 31: digits.count == 19 && three == 310
        case 34, 37: digits.count == 15
        default: false
        }
    }

    /// The digit at the end makes the sum a multiple of ten (Luhn).
    private static func hasCheckDigit(_ digits: ArraySlice<UInt8>) -> Bool {
        var sum = 0
        for (place, digit) in digits.reversed().enumerated() {
            let value = place % 2 == 0 ? Int(digit) : Int(digit) * 2
            sum += value > 9 ? value - 9 : value
        }
        return sum % 10 == 0
    }
}
