import SmartCard

/// Counts the commands of a tap as the card gets them, and the fewest that the protocol needs for it.
///
/// - **Shape**: a payment card needs SELECT of the directory, SELECT of the application, GET PROCESSING OPTIONS and one
///   READ RECORD for each record that its own answer names (`94`). A purse needs SELECT of the directory, without which
///   nobody knows that it is one, SELECT of the purse, READ BINARY of file 17, GET BALANCE, READ RECORD of the last
///   journey, and the purchase: `8050`, `80DC`, `8054`.
struct CommandCount {
    /// What a purse's tap needs, entry or exit.
    static let purseMinimum = 8

    /// Commands since the tap began.
    private(set) var commands = 0
    private var records: Int?

    /// Takes a command and its answer.
    mutating func take(_ command: [UInt8], _ answer: [UInt8]) {
        commands += 1
        guard command.count > 1, command[1] == 0xA8, answer.count > 2 else { return }
        var count = 0
        // An answer that cannot be read names no record.
        try? TLVReader.walk(0..<(answer.count - 2), of: answer.span) { object, _ in
            guard object.tag == 0x94 else { return }
            for entry in stride(from: object.value.lowerBound, to: object.value.upperBound - 3, by: 4) {
                count += Int(answer[entry + 2]) - Int(answer[entry + 1]) + 1
            }
        }
        records = count
    }

    /// The fewest commands that this tap could do with.
    var minimum: Int { records.map { 3 + $0 } ?? Self.purseMinimum }
}
