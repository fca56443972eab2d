import ArgumentParser
import Gate
import Lane
import QRTickets
import SmartCard

/// The scanner of a gate, and which of its codes open.
struct GateScannerOptions: ParsableArguments {
    @Option(
        help:
            "A scanner of ticket codes: a serial device, a FIFO, or - for codes as lines of hex or base64 on stdin.")
    var scanner: String?

    @Option(help: "A camera's frames instead: a file, a FIFO, or - for stdin.")
    var camera: String?

    @Option(help: "With --camera: how its frames lie in the stream: y4m, grey:WIDTHxHEIGHT or yuyv:WIDTHxHEIGHT.")
    var frames = CameraFrames.y4m

    @Option(help: "With --scanner: bits per second of the line, 8N1.")
    var baud = 115_200

    @Option(
        help: "With --scanner: how codes come: automatic, raw, hex or base64.")
    var scannerEncoding = FramerSettings.Encoding.automatic

    @Option(help: "With --scanner: what is added behind each code: none, cr, lf, crlf or etx.")
    var scannerSuffix = FramerSettings.Suffix.none

    @OptionGroup var trust: CodeTrustOptions

    @Option(help: "The longest validity that a code may claim, seconds (default: 600 for mot-v2, else 60).")
    var maxValidity: Int?

    @Option(help: "File of the codes that were shown, shared by all gates of a box (default: one beside the journal).")
    var replayStore: String?

    @Option(help: "Zones of this gate as a mask of 32 bits, hexadecimal (default: codes of any zone are taken).")
    var codeZones: String?

    @Option(help: "Number of this gate's station in codes that are bound to one (default: none of them enters here).")
    var codeStation: UInt32?

    @Flag(help: "Take codes only while a time service keeps the machine's clock.")
    var requireTimeService = false

    func validate() throws {
        guard ScannerSettings(rate: baud) != nil else { throw wrongUsage(.takesBaud(ScannerSettings.rates)) }
        if let codeZones, !codeZones.allSatisfy(\.isHexDigit) || UInt32(codeZones, radix: 16) == nil {
            throw wrongUsage(.takesZones)
        }
        if let maxValidity, !(1...65_535).contains(maxValidity) {
            throw wrongUsage(.range("--max-validity", 1, 65_535))
        }
    }

    /// The files that the options name, which nothing may be written over.
    var files: [String] { [trust.roots, trust.railwayKeys, trust.revocations, replayStore].compactMap { $0 } }

    /// Whether codes are taken at all.
    var isGiven: Bool { scanner != nil || camera != nil }

    /// What codes come from; nil where none are taken.
    func source() throws -> (any CodeSource)? {
        if let camera { return try CameraCodes(camera, frames.form) }
        guard let scanner else { return nil }
        guard scanner != "-" else { return LineScanner() }
        guard var settings = ScannerSettings(rate: baud) else { throw CommandExit.usage }
        settings.framing.encoding = scannerEncoding
        settings.framing.suffix = scannerSuffix
        return try SerialCodes(scanner, settings)
    }

    /// What codes are taken by; the test authority's codes with `acceptsTest`.
    func setup(journal: String, direction: TapKind, acceptsTest: Bool) throws -> CodeSetup {
        let roots = try trust.store(acceptsTest: acceptsTest)
        let railway = try trust.railwayStore(acceptsTest: acceptsTest)
        if roots.count == 0, railway.count == 0 { Terminal.say("faregate: \(Wording.noRootsAtGate.text)") }
        let policy = CodeSetup.policy(
            railway: railway, zones: codeZones.flatMap { UInt32($0, radix: 16) }, station: codeStation,
            isExit: direction == .exit, longestValidity: maxValidity)
        return CodeSetup(
            roots: roots, railwayKeys: railway, policy: policy, revocations: try trust.list(roots, at: .ofKeysAtGate),
            storePath: replayStore ?? journal + "/" + CodeSetup.storeName, requiresTimeService: requireTimeService)
    }
}

extension FramerSettings.Encoding: ExpressibleByArgument {}
extension FramerSettings.Suffix: ExpressibleByArgument {}
