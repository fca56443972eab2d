import Foundation
import Symbols

/// What a gate with a scanner needs.
extension DoctorCommand {
    /// Whether the process that reads symbols starts and answers.
    var symbols: Finding {
        // A PGM picture of one grey pixel: no symbol is in it.
        let picture = Array("P5 1 1 255\n".utf8) + [0x80]
        guard var reader = try? SymbolHelperCommand.reader(), case .nothing = reader.read(file: picture) else {
            return Finding(
                name: "symbols", isFine: false,
                words: words.language.pick("读码进程无法启动", "the process that reads symbols does not answer"))
        }
        return Finding(
            name: "symbols", isFine: true,
            words: words.language.pick("读码进程正常", "the process that reads symbols answers"))
    }

    /// Serial devices that a scanner may be.
    var scanners: Finding {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/dev")) ?? []
        let found = names.filter { $0.hasPrefix("ttyACM") || $0.hasPrefix("ttyUSB") }.sorted().map { "/dev/\($0)" }
        let list = found.joined(separator: ", ")
        let wedge = words.language.pick(
            "键盘模式的扫码器只适合数字和短文本", "a scanner that acts as a keyboard is for digits and short text only")
        return Finding(
            name: "scanners", isFine: nil,
            words: (found.isEmpty ? words.language.pick("没有串口扫码器", "no serial device") : list) + "; " + wedge)
    }
}
