/// What is fuzzed; the raw value is the name in `make fuzz`.
///
/// - **Shape**: ``run(_:)`` takes any bytes. It traps where a rule is broken, which is what libFuzzer looks for; the
///   normal suite runs the same on random bytes.
package enum FuzzTarget: String, CaseIterable, Sendable {
    case objects
    case exchange
    case records
    case certificates
    case dialogue
    case transcript
    case decoder
    case cardImage = "card-image"
    case keyFile = "key-file"
    case denyList = "deny-list"
    case journal
    case purse
    case picture
    case frames
    case symbolWire = "symbol-wire"
    case framer
    case ticket
    case railTicket = "rail-ticket"
    case paperTicket = "paper-ticket"
    case paymentCode = "payment-code"
    case travelDocument = "travel-document"
    case legacyCode = "legacy-code"
    case signatureEncoding = "signature-encoding"
    case railwayKeyFile = "railway-key-file"
    case railRecord = "rail-record"
    case railLists = "rail-lists"
    case stationFiles = "station-files"
    case gateConfiguration = "gate-config"
    case gateLines = "gate-lines"
    case bundle
    case batch

    /// Runs one input.
    package func run(_ bytes: [UInt8]) {
        switch self {
        case .objects: Self.objects(bytes)
        case .exchange: Self.exchange(bytes)
        case .records: Self.records(bytes)
        case .certificates: Self.certificates(bytes)
        case .dialogue: Self.dialogue(bytes)
        case .transcript: Self.transcript(bytes)
        case .decoder: Self.decoder(bytes)
        case .cardImage: Self.cardImage(bytes)
        case .keyFile: Self.keyFile(bytes)
        case .denyList: Self.denyList(bytes)
        case .journal: Self.journal(bytes)
        case .purse: Self.purse(bytes)
        case .picture: Self.picture(bytes)
        case .frames: Self.frames(bytes)
        case .symbolWire: Self.symbolWire(bytes)
        case .framer: Self.framer(bytes)
        case .ticket: Self.ticket(bytes)
        case .railTicket: Self.railTicket(bytes)
        case .paperTicket: Self.paperTicket(bytes)
        case .paymentCode: Self.paymentCode(bytes)
        case .travelDocument: Self.travelDocument(bytes)
        case .legacyCode: Self.legacyCode(bytes)
        case .signatureEncoding: Self.signatureEncoding(bytes)
        case .railwayKeyFile: Self.railwayKeyFile(bytes)
        case .railRecord: Self.railRecord(bytes)
        case .gateLines: Self.gateLines(bytes)
        case .railLists: Self.railLists(bytes)
        case .stationFiles: Self.stationFiles(bytes)
        case .gateConfiguration: Self.gateConfiguration(bytes)
        case .bundle: Self.bundle(bytes)
        case .batch: Self.batch(bytes)
        }
    }
}
