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
    case ticket

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
        case .ticket: Self.ticket(bytes)
        }
    }
}
