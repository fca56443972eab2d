import CardEmulator

/// Cards that spoil the link: they leave, fall silent, or break the virtual reader's frames.
extension EvilScript {
    /// Commands of a good tap of ``CardProfile/quickPassCredit``: directory, application, processing options, records.
    static let commands = 1...9

    static let link: [EvilScript] =
        leaving + silence + frames
        // A second answer to the last command is one that nobody waits for.
        + commands.dropLast().map { command in
            doing("twice: at command \(command)", at: command) { good in
                .wire(
                    VirtualReaderMessage.frame(good.count > 40 ? [0x6F, 0x00] : good) + VirtualReaderMessage.frame(good)
                )
            }
        } + answersToReset

    private static let leaving: [EvilScript] =
        commands.map { doing("leaves: before the answer to command \($0)", at: $0) { _ in .leave(afterWire: []) } }
        // After the last answer it has done all that a good card does.
        + commands.dropLast().map { command in
            doing("leaves: after the answer to command \(command)", at: command) {
                .leave(afterWire: VirtualReaderMessage.frame($0))
            }
        }
        + commands.map { command in
            doing("leaves: within the answer to command \(command)", at: command) {
                .leave(afterWire: Array(VirtualReaderMessage.frame($0).prefix(2 + $0.count / 2)))
            }
        }
        + [1, 3, 9].map { command in
            doing("leaves: within the length of answer \(command)", at: command) { _ in .leave(afterWire: [0x00]) }
        }

    private static let silence: [EvilScript] =
        commands.map { doing("silent: at command \($0)", at: $0) { _ in .silence } }
        + [1, 3, 5, 9].map { command in
            doing("late: at command \(command)", at: command) { .late(milliseconds: 1200, $0) }
        }
        + [2, 3, 4].map { command in
            EvilScript("slow: 350 ms from command \(command) on, then silent") { number, _, good in
                guard number >= command else { return nil }
                return number > command + 3 ? .silence : .late(milliseconds: 350, good)
            }
        }

    private static let frames: [EvilScript] =
        commands.map { doing("frame: empty at command \($0)", at: $0) { _ in .wire([0x00, 0x00]) } }
        + [(1, 1), (2, 1), (3, 300), (4, 1), (6, 5000), (9, 1)].map { command, more in
            doing("frame: \(more) bytes too long at command \(command)", at: command) {
                let count = $0.count + more
                return .wire([UInt8(count >> 8), UInt8(count & 0xFF)] + $0)
            }
        }
        + [1, 3, 4].map { command in
            doing("frame: two bytes too short at command \(command)", at: command) {
                .wire([UInt8(($0.count - 2) >> 8), UInt8(($0.count - 2) & 0xFF)] + $0)
            }
        }
        + [1, 3, 9].map { command in
            doing("frame: length alone at command \(command)", at: command) { _ in .wire([0xFF, 0xFF]) }
        }
        + [1, 3, 9].map { command in
            doing("frame: half a length at command \(command)", at: command) { _ in .wire([0x01]) }
        }

    private static let answersToReset: [EvilScript] =
        [
            ("empty", [0x00, 0x00]), ("length alone", [0x00, 0x0D]), ("half a length", [0x00]),
            ("65,535 bytes promised", [0xFF, 0xFF, 0x3B, 0x00]),
        ].map { name, bytes in EvilScript("reset: \(name)", atReset: { _ in .wire(bytes) }) }
        + [
            ("one wrong byte", [0xFF]), ("first byte alone", [0x3B]), ("inverse and cut", [0x3F]),
            ("first byte of nobody", [0x01, 0x02, 0x03, 0x04]),
            ("300 bytes", [UInt8](repeating: 0x3B, count: 300)), ("zeros", [UInt8](repeating: 0, count: 13)),
        ].map { name, bytes in EvilScript("reset: \(name)", atReset: { _ in .answer(bytes) }) }
        + [
            EvilScript("reset: silent", atReset: { _ in .silence }),
            EvilScript("reset: leaves", atReset: { _ in .leave(afterWire: []) }),
            EvilScript("reset: leaves at the second question", atReset: { $0 == 2 ? .leave(afterWire: []) : nil }),
            EvilScript("reset: silent at the second question", atReset: { $0 == 2 ? .silence : nil }),
        ]
}
