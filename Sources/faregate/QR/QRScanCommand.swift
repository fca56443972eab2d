import ArgumentParser
import SmartCard
import Symbols

/// `faregate qr scan`: the symbol in a picture, or those in a stream of camera frames.
struct QRScanCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan",
        abstract: "Read the code in a picture, or every new code in a stream of camera frames.",
        discussion: """
            IMAGE is a PNG or PGM file, or "-" for stdin. With --pixels it is a stream of frames: a Y4M stream, or raw \
            frames of --width and --height, from a file, a named pipe or stdin. A camera's own device is not spoken \
            to; let a program write its frames, such as ffmpeg with "-f yuv4mpegpipe -".

            The decoders run in a process of their own without rights. Nothing found is no failure: payload_hex is \
            null. A stream prints one object for every payload that differs from the one before it, then a summary.
            """)

    @Argument(help: "A picture or stream, or - for stdin.")
    var image: String

    @Option(help: "The input is a stream of frames: grey, yuyv or y4m.")
    var pixels: ScanPixels?

    @Option(help: "Width of raw frames.")
    var width: Int?

    @Option(help: "Height of raw frames.")
    var height: Int?

    @Flag(help: "Look for Aztec symbols as well (rail tickets).")
    var aztec = false

    @Flag(help: "Look for Data Matrix symbols as well.")
    var dataMatrix = false

    @Flag(help: "Print JSON: one object, or one a line for a stream.")
    var json = false

    @OptionGroup var words: LanguageOptions

    private static let sides = 1...SymbolLimits.mostPixelsASide

    func validate() throws {
        for (name, side) in [("--width", width), ("--height", height)] {
            guard let side else {
                if pixels == .grey || pixels == .yuyv { throw wrongUsage(.rawFramesNeedSides) }
                continue
            }
            guard pixels == .grey || pixels == .yuyv else { throw wrongUsage(.goesWith(name, "--pixels grey|yuyv")) }
            guard Self.sides.contains(side) else {
                throw wrongUsage(.takes(name, "\(Self.sides.lowerBound) to \(Self.sides.upperBound)", "1 至 4096"))
            }
        }
        if pixels == .yuyv, let width, width % 2 != 0 { throw wrongUsage(.takes("--width", "an even number", "偶数")) }
    }

    func run() throws {
        Machine.forbidCoreFiles()
        if let form {
            try ScanStream(path: image, form: form, symbologies: symbologies, printer: printer).run()
        } else {
            try scanPicture()
        }
    }

    private var form: FrameForm? {
        switch pixels {
        case .y4m: .y4m
        case .grey: .grey(width: width ?? 0, height: height ?? 0)
        case .yuyv: .yuyv(width: width ?? 0, height: height ?? 0)
        case nil: nil
        }
    }

    private var symbologies: Symbologies {
        var symbologies: Symbologies = .qr
        if aztec { symbologies.insert(.aztec) }
        if dataMatrix { symbologies.insert(.dataMatrix) }
        return symbologies
    }

    private var printer: ScanPrinter { ScanPrinter(isJSON: json, language: words.language) }

    private func scanPicture() throws {
        let file: [UInt8]
        do throws(CardDecodeFailure) {
            file = try CardInputFile.content(image, mostBytes: SymbolLimits.mostFileBytes)
        } catch {
            throw failure(error.words, CommandExit.badData)
        }
        var reader = try SymbolHelperCommand.reader()
        let stopwatch = Stopwatch()
        let outcome = reader.read(file: file, symbologies: symbologies)
        let milliseconds = stopwatch.wallSeconds * 1000
        let place = image == "-" ? Wording.standardInput : Wording(image)
        switch outcome {
        case .read(let found): Terminal.print(printer.picture(found, milliseconds))
        case .nothing: Terminal.print(printer.picture(nil, milliseconds))
        case .badImage(let fault): throw failure(Wording(of: fault).at(place), CommandExit.badData)
        case .helperDied: throw failure(.symbolHelperDied.at(place), CommandExit.unavailable)
        case .tooSlow:
            throw failure(.symbolHelperTooSlow(SymbolLimits.fileMilliseconds).at(place), CommandExit.unavailable)
        }
    }
}
