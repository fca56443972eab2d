import CardEmulator

/// Purses that misbehave at each command of a tap.
extension EvilScript {
    /// Commands of an entry with a purse of ``CardProfile/tUnion``.
    static let purseCommands = 1...8

    static let purse: [EvilScript] =
        purseCommands.flatMap { command in
            [
                doing("purse: leaves before answer \(command)", at: command, .tUnion) { _ in .leave(afterWire: []) },
                doing("purse: leaves within answer \(command)", at: command, .tUnion) {
                    .leave(afterWire: Array(VirtualReaderMessage.frame($0).prefix(2 + $0.count / 2)))
                },
                doing("purse: silent at command \(command)", at: command, .tUnion) { _ in .silence },
                changing("purse: one byte at command \(command)", at: command, .tUnion) { _ in [0x90] },
            ]
        }
        // A purse that only refuses the directory is a good one: it needs none.
        + purseCommands.dropFirst().map { command in
            changing("purse: 6985 at command \(command)", at: command, .tUnion) { _ in [0x69, 0x85] }
        }
        // Where the gate rests on what is answered: the directory, the name, the place and the record are no matter.
        + [4, 5, 6, 8].map { command in
            changing("purse: random bytes at command \(command)", at: command, .tUnion) {
                EvilBytes.fine(EvilBytes.random($0.count, seed: UInt64(command)))
            }
        }

    /// All of them, in an order that brings each family into a sample.
    static let all: [EvilScript] = link + answers + objects + purse
}
