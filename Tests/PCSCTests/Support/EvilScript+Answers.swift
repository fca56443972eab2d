import CardEmulator

/// Cards whose answers are no answers: wrong status words, loops, wrong sizes, random bytes.
extension EvilScript {
    static let answers: [EvilScript] = statusWords + loops + sizes + random

    private static let statusWords: [EvilScript] = [1, 2, 3, 5].flatMap { command in
        [0x6A82, 0x6985, 0x6700, 0x6283, 0x6300, 0x6FFF, 0x9001, 0x0000, 0xFFFF, 0x6982].map { word in
            let bytes = [UInt8(word >> 8), UInt8(word & 0xFF)]
            return changing("status: \(String(word, radix: 16)) at command \(command)", at: command) { _ in bytes }
        }
    }

    private static let loops: [EvilScript] =
        commands.map { endless("loop: 61xx from command \($0) on", from: $0) { _ in [0x61, 0x10] } }
        + commands.map { endless("loop: 6Cxx from command \($0) on", from: $0) { [0x6C, UInt8($0 & 0xFF)] } }
        + [1, 3, 4].map { command in
            endless("loop: data and 61xx from command \(command) on", from: command) { _ in
                [UInt8](repeating: 0x70, count: 250) + [0x61, 0xFF]
            }
        }
        + [1, 3, 4].map { command in
            endless("loop: 61xx and 6Cxx in turn from command \(command) on", from: command) {
                [$0 % 2 == 0 ? 0x61 : 0x6C, 0x08]
            }
        }

    private static func endless(
        _ name: String, from command: Int, _ answer: @escaping @Sendable (Int) -> [UInt8]
    ) -> EvilScript {
        EvilScript(name) { number, _, _ in number >= command ? .answer(answer(number)) : nil }
    }

    private static let sizes: [EvilScript] =
        commands.map { changing("size: one byte at command \($0)", at: $0) { _ in [0x90] } }
        + commands.map { changing("size: status word alone at command \($0)", at: $0) { _ in [0x90, 0x00] } }
        + commands.map { command in
            changing("size: half of answer \(command)", at: command) {
                EvilBytes.fine(Array($0.prefix(($0.count - 2) / 2)))
            }
        }
        + commands.map { command in
            changing("size: last byte of answer \(command) missing", at: command) {
                EvilBytes.fine(Array($0.dropLast(3)))
            }
        }
        + [1, 2, 3, 5].flatMap { command in
            [300, 4096, 65_533].map { count in
                changing("size: \(count) bytes at command \(command)", at: command) { good in
                    let room = max(0, count - good.count + 2)
                    return EvilBytes.fine(EvilBytes.data(good) + [UInt8](repeating: 0x50, count: room))
                }
            }
        }

    private static let random: [EvilScript] = (0..<24).map { seed in
        let command = 1 + seed % commands.count
        let count = [1, 2, 7, 16, 64, 128, 254, 1000][seed % 8]
        return changing("random: \(count) bytes at command \(command), seed \(seed)", at: command) { _ in
            EvilBytes.fine(EvilBytes.random(count, seed: UInt64(seed)))
        }
    }
}
