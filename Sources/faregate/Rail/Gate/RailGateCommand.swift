import ArgumentParser
import EMV
import Fares
import Gate
import Journal
import Lane
import QRTickets
import SmartCard

/// `faregate rail gate`: a live gate for rail tickets, from code and document to the journal and the barrier.
struct RailGateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gate",
        abstract: "Run a rail gate: ticket codes and documents, the train's check-in, journal, barrier.",
        discussion: """
            A ticket that is bound to a document waits for it three seconds, and a document for its ticket, in either order. \
            An admission is on stable storage before the barrier is told to open, and so is each refusal of a known ticket. \
            With scanner and documents both on stdin, lines are "ticket HEX" and "document NUMBER".

            Examples:
              faregate rail gate --scanner /dev/ttyACM0 --roots roots.bin --station 深圳北 --direction entry --trains trains.csv --journal day
              faregate rail gate --scanner - --documents - --document-key document.key --test-keys --station 香港西九龙 --direction exit --trains trains.csv --journal day
            """)

    @OptionGroup var scanning: GateScannerOptions

    @Flag(help: "Take tickets of FareGate's own test authority, which everybody can sign.")
    var testKeys = false

    @Option(help: "A reader of documents: a serial device, a FIFO, or - for numbers as lines on stdin.")
    var documents: String?

    @Option(help: "With --documents: the key of their hashes as hex in a file, mode 0600.")
    var documentKey: String?

    @Option(help: "The trains: train,station,departs,date,status (Docs/rail.md).")
    var trains: String

    @Option(help: "The tickets sold, by which a document alone is let in (Docs/rail.md).")
    var reservations: String?

    @Option(help: "Letters of the trains that this gate lets in to, such as GDC (default: all).")
    var letters: String?

    @Option(help: "The gate's station: telecode, Chinese or English name.")
    var station: String

    @OptionGroup var options: GateRunOptions

    @OptionGroup var tokens: GateTokenOptions

    @Flag(help: "Print one JSON object for each thing that was shown.")
    var json = false

    @OptionGroup var words: LanguageOptions

    func validate() throws {
        if let camera = scanning.camera, scanning.scanner != nil {
            throw wrongUsage(.notBoth("--scanner", "--camera \(camera)"))
        }
        guard scanning.isGiven || documents != nil else {
            throw wrongUsage(.giveOneOf(["--scanner", "--camera", "--documents"]))
        }
        if documents != nil, documentKey == nil { throw wrongUsage(.goesWith("--documents", "--document-key")) }
        if documentKey != nil, documents == nil { throw wrongUsage(.goesWith("--document-key", "--documents")) }
        if scanning.camera == "-", documents == "-" { throw wrongUsage(.notBoth("--camera -", "--documents -")) }
        if let documents, documents != "-", let scanner = scanning.scanner ?? scanning.camera,
            GateFiles.isSame(documents, scanner)
        {
            throw wrongUsage(.sameDevice("--documents", documents))
        }
        if let letters, RailTrainLetters(letters) == nil { throw wrongUsage(.takesTrainLetters) }
        try options.check(files: files)
    }

    /// The files that the options name, which nothing may be written over.
    private var files: [String] {
        scanning.files + tokens.files + [trains]
            + [documentKey, reservations, documents == "-" ? nil : documents].compactMap { $0 }
    }

    func run() throws {
        try StopSignals.running { stop in
            let clock = GateClock.system(fixed: options.fixedTime)
            let stations = try RailStations.shipped()
            let place = try RailGatePlace(station, in: stations)
            let lists = try RailFiles(trains: trains, reservations: reservations)
            let direction = try options.direction
            let check = Gate.RailCheck(
                station: place.telecode, isExit: direction == .exit,
                letters: letters.flatMap { RailTrainLetters($0) } ?? .all,
                timetable: lists.timetable)
            let key = try documentKey.map { try RailDocumentKeyFile.read($0) }
            var codes = try scanning.setup(
                journal: options.journal, direction: direction, acceptsTest: testKeys)
            codes.medium = FareBook.railTicket
            codes.longestUseSeconds = check.windows.longestUseSeconds
            let input = try RailInput(scanning, documents: documents)
            defer { input.close() }
            let book = place.book
            let box = try GateBox(
                book, LaneSite(station: place.index, of: book, direction: direction),
                try options.store(tokens), CardSetup(denyList: try tokens.readDenyList()), clock: clock,
                barrier: try LineBarrier(options.barrier), codes: codes)
            Terminal.say(try options.opening(box))
            // What waits is kept whatever ends the lane.
            var isClosed = false
            defer { if !isClosed { box.closeAfterFailure() } }
            guard let acceptance = box.codes else { throw CommandExit.usage }
            let lane = RailLane(box.lane, codes: acceptance, check: check, reservations: lists.reservations)
            let output = RailOutput(
                stations: stations, station: place.index, direction: direction, isJSON: json,
                language: words.language,
                exitDays: check.windows.exitDays, today: { clock.local().date })
            let loop = RailGateLoop(
                lane, input, RevocationWatch(scanning.trust, codes.roots), lists, acceptance, key, output,
                options.mostTaps)
            if let failure = try loop.run(stop) { throw journalFailure(failure) }
            isClosed = true
            try box.close()
        }
    }
}
