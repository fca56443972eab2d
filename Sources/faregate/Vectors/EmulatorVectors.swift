import CardEmulator
import EMV

/// The vectors of `TestVectors/emv`: taps of the project's own emulated cards.
///
/// - **Shape**: the same bytes whenever they are made; keys, numbers and nonces come from names.
enum EmulatorVectors {
    /// The file.
    static var text: String { JSONValue.array(all.map(\.json)).text() + "\n" }

    private static var all: [EmulatorVector] { chains + profiles + endings + failures }

    /// RSA from 1,024 to 1,984 bits, exponents 3 and 65537, at each level.
    private static var chains: [EmulatorVector] {
        let chains: [(authority: UInt8, issuer: (bits: Int, exponent: UInt32), card: (bits: Int, exponent: UInt32))] = [
            (0xF1, (1024, 3), (1024, 3)), (0xF2, (1152, 3), (1152, 3)), (0xF3, (1408, 3), (1408, 3)),
            (0xF4, (1984, 3), (1984, 3)), (0xF5, (1408, 65537), (1408, 65537)), (0xF6, (1984, 65537), (1984, 65537)),
            (0xF2, (1024, 65537), (1024, 65537)), (0xF5, (1152, 3), (1024, 65537)), (0xF6, (1408, 65537), (1152, 3)),
            (0xF3, (1152, 65537), (1152, 65537)),
        ]
        return chains.compactMap { authority, issuer, card in
            guard
                let chain = KeyChain(
                    authorityIndex: authority, issuerBits: issuer.bits, issuerExponent: issuer.exponent,
                    cardBits: card.bits, cardExponent: card.exponent)
            else { return nil }
            let index = String(authority, radix: 16, uppercase: true)
            return .good(
                "emulator-rsa-\(index)-\(issuer.bits)-\(issuer.exponent)-\(card.bits)-\(card.exponent)",
                "CA key \(index), issuer \(issuer.bits) bits e \(issuer.exponent), card \(card.bits) bits "
                    + "e \(card.exponent)",
                CardImage(.quickPassCredit, chain: chain))
        }
    }

    /// One of each kind of card that a gate takes.
    private static var profiles: [EmulatorVector] {
        var signed = CardImage(.quickPassSM2)
        signed.signsStaticData = true
        return [
            .good("emulator-debit", "Debit card, number of 19 digits, static data signed.", CardImage(.quickPassDebit)),
            .good("emulator-sm2", "SM2 from the CA to the card.", CardImage(.quickPassSM2)),
            .good("emulator-sm2-static-data", "SM2, static data signed.", signed),
            EmulatorVector(
                name: "emulator-cash", notes: "Electronic cash: the card approves by itself.",
                image: CardImage(.quickPassCash), outcome: "Approved (offline)", result: "ok", money: .electronicCash),
            EmulatorVector(
                name: "emulator-legacy", notes: "Older card: an ARQC and nothing to authenticate it by.",
                image: CardImage(.quickPassLegacy),
                outcome: "refused at the gate: no offline authentication data", result: "ok"),
        ]
    }

    /// Taps that end before authentication.
    private static var endings: [EmulatorVector] {
        [
            ("QP-C06", "End Application"), ("QP-C07", "End Application"), ("QP-C09", "End Application"),
            ("QP-C10-00", "Declined"), ("QP-C10-01", "Declined"), ("QP-C11-last", "End Application"),
            ("QP-C12", "End Application"), ("QP-C13", "End Application"), ("QP-C16", "End Application"),
            ("QP-D01", "Declined"), ("QP-D02", "Declined"), ("QP-D07-pin", "Declined"),
            ("QP-B10", "End Application: card-not-supported"), ("QP-A05", "End Application: card-answers-too-much"),
        ].compactMap { id, outcome in
            CardFault(id: id).map {
                EmulatorVector(
                    name: "emulator-\(id)", notes: "\(id): \($0.summary)", image: CardImage($0), outcome: outcome,
                    result: "none")
            }
        }
    }

    /// The check that each broken card must fail first (emv-cases.md, group E).
    private static let stages: KeyValuePairs<String, String> = [
        "QP-E03": "sdad_header", "QP-E04-version-00": "fdda_version", "QP-E04-no-9f69": "fdda_input_incomplete",
        "QP-E05-missing": "fdda_input_incomplete", "QP-E05-seven-bytes": "card_authentication_data_length",
        "QP-E06-currency": "sdad_hash", "QP-E06-number": "sdad_hash", "QP-E06-amount": "sdad_hash",
        "QP-E06-counter": "atc_mismatch", "QP-E07": "ctq_mismatch", "QP-E08": "ca_public_key_not_found",
        "QP-E09-modulus": "issuer_certificate_header", "QP-E09-length": "issuer_certificate_length",
        "QP-E11-missing": "issuer_certificate_hash", "QP-E11-altered": "issuer_certificate_hash",
        "QP-E12": "issuer_identifier_mismatch", "QP-E13-expired": "issuer_certificate_expired",
        "QP-E14-mismatch": "icc_certificate_pan_mismatch", "QP-E15-expired": "icc_certificate_expired",
        "QP-E16-record": "icc_certificate_hash", "QP-E16-aip": "icc_certificate_hash",
        "QP-E16-tag-list": "static_data_tag_list", "QP-E17": "static_data_record", "QP-E18": "sdad_length",
        "QP-E19-hash": "issuer_certificate_format", "QP-E19-card-hash": "icc_certificate_format",
        "QP-E27-even": "sdad_header", "QP-E24-id": "sdad_signature", "QP-E24-id-card": "icc_certificate_signature",
        "QP-E24-id-issuer": "issuer_certificate_signature", "QP-E24-static": "icc_certificate_signature",
        "QP-E24-off-curve": "icc_public_key", "QP-E24-off-curve-issuer": "issuer_public_key",
        "QP-E24-r-zero": "sdad_signature", "QP-E24-s-order": "sdad_signature",
        "QP-E24-bit": "icc_certificate_signature",
    ]

    private static var failures: [EmulatorVector] {
        stages.compactMap { id, stage in
            CardFault(id: id).map {
                EmulatorVector(
                    name: "emulator-\(id)", notes: "\(id): \($0.summary)", image: CardImage($0), outcome: "Declined",
                    result: "fail", stage: stage)
            }
        }
    }
}
