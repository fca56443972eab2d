import CardEmulator
import EMV
import SmartCard

/// A tap that was recorded, with the terminal's side of it.
struct RecordedTap {
    var transcript: Transcript
    var transaction: TransactionData
    var configuration: CardDialogue.Configuration
    var keys: CAPublicKeyStore

    /// The tap of a vector.
    init(_ item: VectorItem) throws {
        transcript = try item.transcript()
        transaction = try TapVectors.transaction(item)
        configuration = TapVectors.configuration(transaction, allowsVersion00: false)
        keys = try item.keyStore(else: try CAKeyLists.builtIn(allowsTestKeys: true))
    }
}

extension RecordedTap {
    /// Taps of emulated cards: RSA with the signature in the first answer and in a record, and SM2.
    static func emulated() throws -> [(String, RecordedTap)] {
        let profiles: [(String, CardProfile)] = [
            ("RSA, 1024-bit card", .quickPassCredit), ("RSA, 1152-bit card", .quickPassDebit), ("SM2", .quickPassSM2),
        ]
        return try profiles.map { name, profile in (name, try RecordedTap(CardImage(profile))) }
    }

    /// One tap of an emulated card under the deferred profile.
    private init(_ image: CardImage) throws {
        keys = CAPublicKeyStore()
        do { try EmulatorKeys.add(to: &keys) } catch { throw failure("\(error)", CommandExit.failed) }
        configuration = CardDialogue.Configuration(gate: .deferred)
        for index in configuration.entryPoint.sets.indices {
            configuration.entryPoint.sets[index].options.qualifiers = nil
        }
        transaction = TransactionData(
            amount: 1, date: CalendarDate(year: 2026, month: 11, day: 23), unpredictableNumber: 0x5A1B_3C7D,
            terminalQualifiers: 0x2180_0080)
        let channel = RecordingChannel(VirtualCard(image, using: SeededGenerator(seed: 1)))
        var dialogue = CardDialogue(configuration, authenticator: CardAuthenticator(keys: keys)) { _, _ in false }
        _ = CardTap.run(&dialogue, over: channel, transaction: transaction, keepsQualifiers: true)
        transcript = channel.transcript
    }
}
