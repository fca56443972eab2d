/// An IATA bar-coded boarding pass: the mandatory parts of its legs.
///
/// - **Shape**: text fields, trimmed. What follows a leg's mandatory part is stepped over by its length and not read;
///   nothing is signed that a gate could check.
/// - **Limits**: one to four legs; ``CodeFormat/mostBytes``.
/// - **Errors**: ``CodeFault``.
/// - **Source**: IATA Resolution 792 as the published specimens show it (text not read): 23 characters, then a leg of
///   37, the last two of them the length of what follows in hex. Some codes end after the class, with trailing blanks
///   cut.
package struct BoardingPass: Hashable, Sendable {
    /// Surname/given name.
    package let name: String
    package let legs: [BoardingLeg]

    private static let mostLegs = 4

    package static func parse(_ bytes: Span<UInt8>) throws(CodeFault) -> BoardingPass {
        guard bytes.count <= CodeFormat.mostBytes else { throw CodeFault(.tooLarge, at: CodeFormat.mostBytes) }
        for index in bytes.indices where !(0x20...0x7E).contains(bytes[index]) { throw CodeFault(at: index) }
        var cursor = CodeCursor(0..<bytes.count)
        try cursor.expect(UInt8(ascii: "M"), in: bytes)
        let countRange = try cursor.take(1)
        let count = Int(bytes[countRange.lowerBound]) - 0x30
        guard (1...mostLegs).contains(count) else { throw CodeFault(at: countRange.lowerBound) }
        let name = BoardingLeg.text(try cursor.take(20), of: bytes)
        let ticketMark = try cursor.take(1)
        guard [UInt8(ascii: "E"), 0x20].contains(bytes[ticketMark.lowerBound]), !name.isEmpty else {
            throw CodeFault(at: 2)
        }
        var legs: [BoardingLeg] = []
        for number in 1...count {
            legs.append(try BoardingLeg(&cursor, in: bytes, isOnly: count == 1, isLast: number == count))
        }
        return BoardingPass(name: name, legs: legs)
    }
}
