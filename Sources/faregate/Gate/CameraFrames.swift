import ArgumentParser
import Symbols

/// `--frames`: how a camera's frames lie in their stream: `y4m`, `grey:WIDTHxHEIGHT` or `yuyv:WIDTHxHEIGHT`.
struct CameraFrames: ExpressibleByArgument {
    let form: FrameForm

    /// A Y4M stream says itself how large its frames are.
    static let y4m = CameraFrames(form: .y4m)

    var defaultValueDescription: String { "y4m" }

    private init(form: FrameForm) { self.form = form }

    init?(argument: String) {
        if argument == "y4m" {
            form = .y4m
            return
        }
        let parts = argument.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2 else { return nil }
        let sides = parts[1].split(separator: "x", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
        guard sides.count == 2, sides.allSatisfy((1...SymbolLimits.mostPixelsASide).contains) else { return nil }
        switch parts[0] {
        case "grey": form = .grey(width: sides[0], height: sides[1])
        case "yuyv" where sides[0] % 2 == 0: form = .yuyv(width: sides[0], height: sides[1])
        default: return nil
        }
    }
}
