import CardEmulator

/// Numbers of a deck of emulated cards.
enum CardDeck {
    /// The number like another, with its last digits counted on and the check digit made right.
    static func number(_ index: Int, like pan: CardEmulator.PrimaryAccountNumber) -> CardEmulator.PrimaryAccountNumber?
    {
        let digits = Array(pan.digits.dropLast())
        let tail = String(index + 1)
        guard digits.count > tail.utf8.count + 6 else { return nil }
        let body = String(digits.dropLast(6)) + String(repeating: "0", count: 6 - min(6, tail.utf8.count)) + tail
        for check in 0...9 {
            if let number = CardEmulator.PrimaryAccountNumber(body + "\(check)") { return number }
        }
        return nil
    }
}
