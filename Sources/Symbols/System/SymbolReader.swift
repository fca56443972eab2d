#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Reads symbols from pictures in a helper process, so that a picture made to break the decoders breaks only that.
///
/// - **Shape**: one picture at a time; one owner, which ends the helper when it goes.
/// - **Limits**: a call returns by its deadline whatever the helper does. A helper that hangs, crashes or answers
///   nonsense is killed, and a new one started for the next picture. The helper also dies with the thread that made it.
/// - **Errors**: making one throws ``SymbolReaderError``; afterwards all is a ``SymbolOutcome``.
package struct SymbolReader: ~Copyable {
    /// Helpers that replaced one that was lost.
    package private(set) var restarts = 0

    private let program: String
    private let arguments: [String]
    private let now: @Sendable () -> UInt64
    private var helper: HelperProcess?
    /// Killed and not yet collected: a process that the kernel holds must not hold the lane.
    private var killed: [pid_t] = []
    private var number: UInt32 = 0

    private static let mostKilled = 4

    /// Starts the helper.
    ///
    /// - Parameters:
    ///   - program: The path of a program that calls ``SymbolHelper/run()`` when it has these arguments.
    ///   - now: A clock that never goes back, in nanoseconds.
    package init(
        program: String, arguments: [String], now: @escaping @Sendable () -> UInt64
    ) throws(SymbolReaderError) {
        self.program = program
        self.arguments = arguments
        self.now = now
        helper = try HelperProcess.start(program, arguments)
    }

    deinit {
        if let helper {
            helper.end()
            Self.collect(helper.identifier, waits: true)
        }
        for identifier in killed { Self.collect(identifier, waits: true) }
    }

    /// The helper's process, nil where none could be started.
    package var helperIdentifier: Int32? { helper?.identifier }

    /// Looks at a frame of a stream.
    package mutating func read(
        _ frame: GreyImage, steps: LadderSteps, symbologies: Symbologies = .qr,
        withinMilliseconds deadline: Int = SymbolLimits.frameMilliseconds
    ) -> SymbolOutcome {
        ask(
            .frame(width: frame.width, height: frame.height), frame.pixels, steps: steps, symbologies: symbologies,
            withinMilliseconds: deadline)
    }

    /// Looks at a picture file, PNG or PGM, which the helper unpacks too.
    package mutating func read(
        file: [UInt8], steps: LadderSteps = .all, symbologies: Symbologies = .qr,
        withinMilliseconds deadline: Int = SymbolLimits.fileMilliseconds
    ) -> SymbolOutcome {
        guard file.count <= SymbolLimits.mostFileBytes else {
            return .badImage(ImageFault(.tooLong, at: SymbolLimits.mostFileBytes))
        }
        return ask(
            .file(count: file.count), file, steps: steps, symbologies: symbologies, withinMilliseconds: deadline)
    }

    private mutating func ask(
        _ content: SymbolRequest.Content, _ body: [UInt8], steps: LadderSteps, symbologies: Symbologies,
        withinMilliseconds milliseconds: Int
    ) -> SymbolOutcome {
        let deadline = now() + UInt64(max(0, milliseconds)) * 1_000_000
        killed.removeAll { Self.collect($0, waits: false) }
        if helper == nil { start() }
        guard let helper else { return .helperDied }
        number &+= 1
        let request = SymbolRequest(content: content, steps: steps, symbologies: symbologies, number: number)
        do throws(HelperLoss) {
            let wire = HelperWire(socket: helper.socket, deadline: deadline, now: now)
            try wire.send(request.bytes)
            try wire.send(body)
            let header = try wire.receive(SymbolAnswer.byteCount)
            guard let answer = SymbolAnswer(header.span), answer.number == number else { throw .died }
            switch answer.content {
            case .nothing: return .nothing
            case .badImage(let fault): return .badImage(fault)
            case .found(let symbology, let step, let count):
                guard symbologies.contains(Symbologies(rawValue: symbology.rawValue)) else { throw .died }
                let payload = try wire.receive(count)
                return .read(FoundSymbol(payload: payload, symbology: symbology, step: step))
            }
        } catch {
            replace(helper)
            return error == .tooSlow ? .tooSlow : .helperDied
        }
    }

    /// Kills a helper whose next answer could not be trusted, and starts the next one at once: it is ready sooner.
    private mutating func replace(_ lost: HelperProcess) {
        lost.end()
        helper = nil
        if !Self.collect(lost.identifier, waits: false) { killed.append(lost.identifier) }
        start()
    }

    private mutating func start() {
        guard killed.count < Self.mostKilled, let new = try? HelperProcess.start(program, arguments) else { return }
        helper = new
        restarts += 1
    }

    /// Takes a dead process off the system's list; false if it is not dead yet.
    @discardableResult
    private static func collect(_ identifier: pid_t, waits: Bool) -> Bool {
        var status: Int32 = 0
        while true {
            let result = unsafe waitpid(identifier, &status, waits ? 0 : WNOHANG)
            if result < 0, errno == EINTR { continue }
            return result != 0
        }
    }
}
