import ArgumentParser
import Fares
import TapLogs

/// `faregate bench shuffle IN OUT`: a copy of a CSV file with its rows in a random order (seed 1), for `bench replay`.
struct BenchShuffleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "shuffle", abstract: "Copy a CSV file with its rows in a random order.", shouldDisplay: false)

    @Argument(help: "The file; it is held in memory.")
    var input: String

    @Argument(help: "The shuffled copy.")
    var output: String

    func run() throws {
        try reportingErrors {
            let bytes = try readWholeFile(input, limit: 1 << 36)
            var starts: [Int] = []
            var position = (bytes.firstIndex(of: 0x0A) ?? bytes.count - 1) + 1
            var chunk = Array(bytes[..<position])
            while position < bytes.count {
                starts.append(position)
                position = (bytes[position...].firstIndex(of: 0x0A) ?? bytes.count - 1) + 1
            }
            var random = SeededGenerator(seed: 1)
            starts.shuffle(using: &random)
            let file = try OutputFile(output)
            for start in starts {
                let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
                chunk += bytes[start..<end]
                chunk.append(0x0A)
                if chunk.count > 1 << 20 {
                    try file.write(chunk)
                    chunk.removeAll(keepingCapacity: true)
                }
            }
            try file.write(chunk)
            try file.complete()
        }
    }
}
