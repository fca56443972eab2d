import CardCrypto
import CardEmulator
import EMV
import SmartCard

/// One tap of an emulated card as a vector item (`quickpass-tap`).
///
/// - **Shape**: what is expected comes from the card's own keys, numbers and counters and from the case that broke it,
///   never from our kernel's opinion of the tap; the kernel only says which commands a terminal sends.
struct EmulatorVector {
    let name: String
    let notes: String
    let image: CardImage
    /// What the gate makes of it, in the words of the files.
    let outcome: String
    /// `ok`, `fail`, `none`.
    let result: String
    /// The check that fails.
    var stage: String?
    var money = KernelConfiguration.MoneyProfile.deferred

    /// A genuine card under the deferred profile.
    static func good(_ name: String, _ notes: String, _ image: CardImage) -> EmulatorVector {
        EmulatorVector(
            name: name, notes: notes, image: image, outcome: "Approved for entry, authorise later", result: "ok")
    }

    /// The item.
    var json: JSONValue {
        let transaction = TransactionData(
            amount: money == .deferred ? 1 : 300, date: EMV.CalendarDate(year: 2026, month: 11, day: 23),
            unpredictableNumber: unpredictableNumber,
            terminalQualifiers: money == .deferred ? 0x2180_0080 : 0x2000_0080)
        let (transcript, isSigned) = record(transaction)
        return .object([
            ("name", .string(name)), ("source", "faregate vectors make: the project's own emulator and test CA"),
            ("kind", "quickpass-tap"), ("method", .string(isSigned ? isSM2 ? "SM2-fDDA" : "fDDA" : "none")),
            (
                "apdus",
                .array(
                    transcript.exchanges.map {
                        .object([("c", .string(Hex.text($0.command))), ("r", .string(Hex.text($0.answer)))])
                    })
            ),
            ("terminal", terminal(transaction)), ("inputs", inputs), ("expected", expected),
            ("notes", .string(notes)),
        ])
    }

    /// Readers of these taps can do SM2, so a card that can does.
    private var isSM2: Bool { image.algorithms.contains(.sm2) }

    /// The same number whenever the item is made.
    private var unpredictableNumber: UInt32 {
        var generator = TestKeyGenerator(seed: "FareGate vector: \(name)")
        return UInt32(truncatingIfNeeded: generator.next())
    }

    /// A terminal's tap of the card, and whether the card signed.
    private func record(_ transaction: TransactionData) -> (Transcript, isSigned: Bool) {
        let channel = RecordingChannel(VirtualCard(image, using: TestKeyGenerator(seed: "FareGate card: \(name)")))
        let authenticator = CardAuthenticator(keys: CAPublicKeyStore())
        var dialogue = CardDialogue(
            TapVectors.configuration(transaction, allowsVersion00: false), authenticator: authenticator
        ) { _, _ in false }
        _ = CardTap.run(&dialogue, over: channel, transaction: transaction, keepsQualifiers: true)
        return (channel.transcript, dialogue.card.has(Tag.signedDynamicData))
    }

    private func terminal(_ transaction: TransactionData) -> JSONValue {
        let date = transaction.date.bytes
        return .object([
            ("ttq", .string(hex(transaction.terminalQualifiers, 4))),
            ("amount_9F02", .string(decimal(transaction.amount, digits: 12))),
            ("currency_5F2A", .string(hex(UInt32(transaction.currency), 2))),
            ("country_9F1A", .string(hex(UInt32(transaction.country), 2))),
            ("date_9A", .string(Hex.text([date.0, date.1, date.2]))),
            ("type_9C", .string(hex(UInt32(transaction.type), 1))),
            ("unpredictable_number", .string(hex(transaction.unpredictableNumber, 4))),
        ])
    }

    private func hex(_ number: UInt32, _ count: Int) -> String {
        Hex.text((0..<count).map { UInt8(truncatingIfNeeded: number >> UInt32(8 * (count - 1 - $0))) })
    }

    /// The CA key behind the card; not the one that it names, if it names another.
    private var inputs: JSONValue {
        let rid = TestCertificationAuthority.unionPay
        let index = isSM2 ? TestCertificationAuthority.sm2Index : image.authorityIndex
        var members: [(String, JSONValue)] = [
            ("rid", .string(Hex.text(rid))), ("capk_index", .string(Hex.text([index]))),
        ]
        for key in TestCertificationAuthority.publicKeys where key.rid == rid && key.index == index {
            switch key.value {
            case .rsa(let modulus, let exponent):
                members.append(("capk_modulus", .string(Hex.text(modulus))))
                members.append(("capk_exponent", .string(Hex.text(exponent))))
            case .sm2(let xy): members.append(("capk_sm2_xy", .string(Hex.text(xy))))
            }
        }
        return .object(members)
    }

    private var expected: JSONValue {
        var members: [(String, JSONValue)] = [("result", .string(result)), ("outcome", .string(outcome))]
        if let stage { members.append(("fail_stage", .string(stage))) }
        // What else holds for a broken card depends on the fault.
        guard result == "ok" else { return .object(members) }
        let next = hex(UInt32(image.transactionCounter) + 1, 2)
        members += [("atc", .string(next)), ("pan", .string(image.pan.digits))]
        guard image.additionalFunctions != nil else { return .object(members + [("afl_absent", true)]) }
        let issuer = isSM2 ? TestKeys.sm2(.issuer).publicKey : TestKeys.rsa(image.issuerKeyName)?.modulus ?? []
        let card = isSM2 ? image.sm2Key.publicKey : image.cardKey.modulus
        members += [
            ("signed_data_format", isSM2 ? "15" : "05"), ("icc_dynamic_number", .string(next)), ("fdda_version", "01"),
            ("issuer_public_key", .string(Hex.text(issuer))), ("icc_public_key", .string(Hex.text(card))),
            // A signature of up to 1,024 bits fits the first answer beside the rest (emv.md 3.2).
            ("9F4B_place", card.count <= 128 ? "gpo" : "record"),
        ]
        return .object(members)
    }
}
