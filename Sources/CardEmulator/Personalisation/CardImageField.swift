import CardCrypto
import SmartCard

/// One name of a card image's text form: how its values are written and read.
struct CardImageField: Sendable {
    let name: String
    /// Whether it must stand in the text.
    var isRequired = false
    /// Whether it may stand more than once.
    var isList = false
    /// The values to write, each on a line of its own.
    let write: @Sendable (CardImage) -> [String]
    /// Takes a value; false if it is not allowed.
    let read: @Sendable (inout CardImage, String) -> Bool

    /// The purse's names stand behind one that says there is a purse.
    static let all = plain + keys + purse

    private static let plain: [CardImageField] = [
        CardImageField(name: "fault", write: { $0.fault.map { [$0.id] } ?? [] }) { image, text in
            guard let fault = CardFault(id: text) else { return false }
            image.restore(fault)
            return true
        },
        CardImageField(name: "application", isRequired: true, isList: true) {
            $0.applications.map(\.rawValue)
        } read: { image, text in
            guard let kind = ApplicationKind(rawValue: text), !image.applications.contains(kind) else { return false }
            image.applications.append(kind)
            return true
        },
        CardImageField(name: "pan", isRequired: true, write: { [$0.pan.digits] }) { image, text in
            guard let pan = PrimaryAccountNumber(text) else { return false }
            image.pan = pan
            return true
        },
        CardImageField(name: "visa-pan", write: { [$0.visaPAN.digits] }) { image, text in
            guard let pan = PrimaryAccountNumber(text) else { return false }
            image.visaPAN = pan
            return true
        },
        byte("pan-sequence", \.panSequence),
        bytes("expiry", \.expiry, 3, isRequired: true),
        CardImageField(name: "effective", write: { $0.effective.isEmpty ? [] : [Hex.text($0.effective)] }) {
            image, text in
            guard let bytes = Hex.bytes(text), bytes.count == 3 else { return false }
            image.effective = bytes
            return true
        },
        bytes("country", \.country, 2),
        bytes("currency", \.currency, 2),
        CardImageField(name: "algorithms", write: { [$0.algorithms.map(\.rawValue).joined(separator: " ")] }) {
            image, text in
            let algorithms = text.split(separator: " ").map { CardAlgorithm(rawValue: String($0)) }
            guard !algorithms.isEmpty, algorithms.allSatisfy({ $0 != nil }) else { return false }
            image.algorithms = algorithms.compactMap { $0 }
            return true
        },
        bytes("qualifiers", \.qualifiers, 2),
        CardImageField(
            name: "additional-functions", write: { [$0.additionalFunctions.map { Hex.text([$0]) } ?? "none"] }
        ) { image, text in
            let bytes = text == "none" ? [] : Hex.bytes(text)
            guard let bytes, text == "none" || bytes.count == 1 else { return false }
            image.additionalFunctions = bytes.first
            return true
        },
        bytes("version", \.version, 2),
        flag("signs-static-data", \.signsStaticData),
        flag("prepaid", \.isPrepaid),
        CardImageField(name: "cash-balance-fen", write: { $0.cashBalanceFen.map { ["\($0)"] } ?? ["none"] }) {
            image, text in
            let value = Int(text)
            guard text == "none" || (0...9_999_999_999).contains(value ?? -1) else { return false }
            image.cashBalanceFen = value
            return true
        },
        CardImageField(name: "cash-limit-fen", write: { ["\($0.cashLimitFen)"] }) { image, text in
            guard let value = Int(text), value >= 0 else { return false }
            image.cashLimitFen = value
            return true
        },
        CardImageField(name: "transaction-counter", isRequired: true) {
            ["\($0.transactionCounter)"]
        } read: { image, text in
            guard let value = UInt16(text) else { return false }
            image.transactionCounter = value
            return true
        },
    ]

    private static let keys: [CardImageField] = [
        byte("ca-index", \.authorityIndex),
        CardImageField(name: "issuer-key", write: { ["\($0.issuerKeyName.bits) \($0.issuerKeyName.exponent)"] }) {
            image, text in
            let words = text.split(separator: " ")
            guard words.count == 2, let bits = Int(words[0]), let exponent = UInt32(words[1]) else { return false }
            let name = TestKeyName(.issuer, bits: bits, exponent: exponent)
            guard TestKeys.rsa(name) != nil else { return false }
            image.issuerKeyName = name
            return true
        },
        bytes("issuer-expiry", \.issuerExpiry, 2),
        bytes("card-certificate-expiry", \.cardExpiry, 2),
        CardImageField(name: "card-key", isRequired: true) {
            ["\($0.cardKey.exponent == [3] ? 3 : 65537) \(Hex.text($0.cardKey.primeP)) \(Hex.text($0.cardKey.primeQ))"]
        } read: { image, text in
            let words = text.split(separator: " ")
            guard words.count == 3, let exponent = UInt32(words[0]), let p = Hex.bytes(words[1]),
                let q = Hex.bytes(words[2]), let key = RSAPrivateKey(primeP: p, primeQ: q, exponent: exponent)
            else { return false }
            image.cardKey = key
            return true
        },
        CardImageField(name: "sm2-key", write: { [Hex.text($0.sm2Key.scalar)] }) { image, text in
            guard let scalar = Hex.bytes(text), let key = SM2PrivateKey(scalar: scalar) else { return false }
            image.sm2Key = key
            return true
        },
    ]

    private static let purse: [CardImageField] = [
        purseField("purse-file-15", { [Hex.text($0.file15)] }) { purse, text in
            guard let file = Hex.bytes(text), (1...255).contains(file.count) else { return false }
            purse.file15 = file
            return true
        },
        purseField("purse-file-17", { $0.file17.isEmpty ? [] : [Hex.text($0.file17)] }) { purse, text in
            guard let file = Hex.bytes(text), (1...255).contains(file.count) else { return false }
            purse.file17 = file
            return true
        },
        purseNumber("purse-balance-fen", \.balanceFen),
        purseNumber("purse-overdraft-limit-fen", \.overdraftLimitFen),
        purseNumber("purse-overdraft-used-fen", \.overdraftUsedFen),
        purseNumber("purse-offline-sequence", \.offlineSequence),
        purseField("purse-algorithm", { $0.usesSM4 ? ["sm4"] : [] }) { purse, text in
            purse.usesSM4 = text == "sm4"
            return purse.usesSM4
        },
        purseField("purse-omits-zero-records", { $0.omitsZeroTransactions ? ["yes"] : [] }) { purse, text in
            purse.omitsZeroTransactions = text == "yes"
            return purse.omitsZeroTransactions
        },
        // Type, counter, MAC2, TAC.
        purseField("purse-proof", { $0.proof.map { [Hex.text($0.bytes)] } ?? [] }) { purse, text in
            purse.proof = Hex.bytes(text).flatMap { PurseImage.Proof($0) }
            return purse.proof != nil
        },
        purseField("purse-record-18", isList: true, { $0.transactions.map { Hex.text($0) } }) { purse, text in
            guard let record = Hex.bytes(text), record.count == 23,
                purse.transactions.count < PurseImage.mostTransactions
            else { return false }
            purse.transactions.append(record)
            return true
        },
        purseField("purse-record-1e", isList: true, { $0.journeys.map { Hex.text($0) } }) { purse, text in
            guard let record = Hex.bytes(text), record.count == 48, purse.journeys.count < PurseImage.mostJourneys
            else { return false }
            purse.journeys.append(record)
            return true
        },
    ]
}

extension CardImageField {
    private static func bytes(
        _ name: String, _ path: WritableKeyPath<CardImage, [UInt8]> & Sendable, _ count: Int, isRequired: Bool = false
    ) -> CardImageField {
        CardImageField(name: name, isRequired: isRequired, write: { [Hex.text($0[keyPath: path])] }) { image, text in
            guard let bytes = Hex.bytes(text), bytes.count == count else { return false }
            image[keyPath: path] = bytes
            return true
        }
    }

    private static func byte(_ name: String, _ path: WritableKeyPath<CardImage, UInt8> & Sendable) -> CardImageField {
        CardImageField(name: name, write: { [Hex.text([$0[keyPath: path]])] }) { image, text in
            guard let bytes = Hex.bytes(text), bytes.count == 1 else { return false }
            image[keyPath: path] = bytes[0]
            return true
        }
    }

    private static func flag(_ name: String, _ path: WritableKeyPath<CardImage, Bool> & Sendable) -> CardImageField {
        CardImageField(name: name, write: { [$0[keyPath: path] ? "yes" : "no"] }) { image, text in
            guard text == "yes" || text == "no" else { return false }
            image[keyPath: path] = text == "yes"
            return true
        }
    }

    private static func purseField(
        _ name: String, isList: Bool = false, _ write: @escaping @Sendable (PurseImage) -> [String],
        read: @escaping @Sendable (inout PurseImage, String) -> Bool
    ) -> CardImageField {
        CardImageField(name: name, isList: isList, write: { $0.purse.map(write) ?? [] }) { image, text in
            // The first line of a purse makes it.
            var purse = image.purse ?? PurseImage(file15: [], file17: [])
            guard read(&purse, text) else { return false }
            image.purse = purse
            return true
        }
    }

    private static func purseNumber<Number: FixedWidthInteger & Sendable>(
        _ name: String, _ path: WritableKeyPath<PurseImage, Number> & Sendable
    ) -> CardImageField {
        purseField(name, { ["\($0[keyPath: path])"] }) { purse, text in
            guard let value = Number(text) else { return false }
            purse[keyPath: path] = value
            return true
        }
    }
}
