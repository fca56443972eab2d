import ArgumentParser
import Fares
import Foundation
import SmartCard
import Symbols

/// The frames of a list, and what reading them costs.
struct FrameBench {
    private struct Frame {
        let name: String
        let image: GreyImage
        /// Nil: there is no symbol in it.
        let payload: [UInt8]?
    }

    private struct List: Decodable {
        struct Entry: Decodable {
            let file: String
            let category: String
            let payload_hex: String?
        }

        let frames: [Entry]
    }

    private let frames: [Frame]

    /// Reads the list and its pictures.
    init(folder: String) throws {
        let path = "\(folder)/frames.json"
        if let reason = Machine.reasonNotToRead(path) {
            throw failure(.cannotRead(reason).at(path), CommandExit.badData)
        }
        let data = Data(try readWholeFile(path, limit: VectorFiles.mostBytes))
        guard let list = try? JSONDecoder().decode(List.self, from: data) else {
            throw failure(.notJSON.at(path), CommandExit.badData)
        }
        var frames: [Frame] = []
        for entry in list.frames {
            let place = "\(folder)/\(entry.file)"
            let file: [UInt8]
            do throws(CardDecodeFailure) {
                file = try CardInputFile.content(place, mostBytes: SymbolLimits.mostFileBytes)
            } catch {
                throw failure(error.words, CommandExit.badData)
            }
            do throws(ImageFault) {
                let payload = entry.payload_hex.flatMap { Hex.bytes($0) }
                frames.append(Frame(name: entry.category, image: try GreyImage(file: file), payload: payload))
            } catch {
                throw failure(Wording(of: error).at(place), CommandExit.badData)
            }
        }
        self.frames = frames
    }

    /// Measures every frame so many times.
    func measure(repeats: Int, _ report: inout BenchReport) throws {
        let ladder = SymbolLadder()
        var reader = try SymbolHelperCommand.reader()
        var right = 0
        var wrong = 0
        for frame in frames {
            let found = ladder.read(frame.image)
            if found?.payload == frame.payload { right += 1 } else if found != nil { wrong += 1 }
            let goal = ["clean", "rotate", "perspective"].contains(frame.name) ? "<= 2" : ""
            let step = found.map { "\($0.step)" } ?? "as in a stream"
            var looks: [Double] = []
            var wholes: [Double] = []
            var schedule = LadderSchedule()
            for _ in 0..<repeats {
                let steps = found.map { LadderSteps(rawValue: $0.step.rawValue) } ?? schedule.steps
                var stopwatch = Stopwatch()
                _ = ladder.read(frame.image, steps: steps)
                looks.append(stopwatch.processorSeconds * 1000)
                stopwatch = Stopwatch()
                let outcome = reader.read(frame.image, steps: steps)
                wholes.append(stopwatch.wallSeconds * 1000)
                schedule.note(found: false)
                if case .read(let symbol) = outcome, symbol.payload == found?.payload { continue }
                guard case .nothing = outcome, found == nil else {
                    throw failure("\(frame.name): the helper says \(outcome)", CommandExit.failed)
                }
            }
            report.add("\(frame.name), look (\(step))", "CPU ms", looks, decimals: 3)
            report.add("\(frame.name), whole (\(step))", "ms", wholes, decimals: 3, goal: goal)
        }
        report.checks.append(("all \(frames.count) frames as the list says", right == frames.count))
        report.checks.append(("no wrong payload", wrong == 0))
    }
}
