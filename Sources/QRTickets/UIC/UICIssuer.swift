import CardCrypto

/// Makes U2 codes: both the issuer and the phone, for tests and samples.
///
/// - **Limits**: the content is a bare account under a format of our own, and our own record of a rail ticket.
package struct UICIssuer: Sendable {
    /// Seconds for which a code may be good.
    package static let durations = UICLevelOne.durations
    /// How the account is marked: content that only this kind of code has.
    package static let contentFormat = "*FG"
    /// The carrier and key number of ``test``: no carrier's that we know of.
    package static let testCarrier = 9999
    package static let testKeyNumber = 1
    /// An issuer whose keys anyone can make: never in a list of real keys.
    package static let test = UICIssuer(
        carrier: testCarrier, keyNumber: testKeyNumber, key: testKey("FareGate test UIC issuer 1"),
        phoneKey: testKey("FareGate test UIC phone 1"))

    package let carrier: Int
    package let keyNumber: Int
    private let key: ECDSAP256PrivateKey
    private let phoneKey: ECDSAP256PrivateKey

    package init(carrier: Int, keyNumber: Int, key: ECDSAP256PrivateKey, phoneKey: ECDSAP256PrivateKey) {
        self.carrier = carrier
        self.keyNumber = keyNumber
        self.key = key
        self.phoneKey = phoneKey
    }

    /// X || Y of ``test``.
    package static var testPublicKey: [UInt8] { test.key.publicKey }

    /// Whether a point is the key of ``test``, in any of its forms.
    static func isTestKey(_ point: [UInt8]) -> Bool { point.dropFirst().starts(with: testPublicKey.prefix(32)) }

    /// A list with this issuer's key.
    package var keys: UICKeyStore {
        var store = UICKeyStore()
        let isNew = store.add(carrier: String(carrier), number: keyNumber, point: [4] + key.publicKey, notAfter: nil)
        precondition(isNew, "a private key has a public one")
        return store
    }

    /// What the issuer says of an account; times are seconds since 1970, UTC.
    ///
    /// - **Parameters**: `rail`, a rail ticket whose number is the account.
    /// - **Errors**: nil for an end of validity outside 2016 to 2269, or a validity outside 1 to 3600 s.
    package func ticket(
        account: [UInt8], validitySeconds: Int, endOfValidity: UInt32, rail: RailTicketRecord? = nil
    ) -> UICLevelOne? {
        let year = UICDate.year(of: Int(endOfValidity))
        let moment = UICMoment.at(endOfValidity)
        guard UICLevelOne.durations.contains(validitySeconds), UICLevelOne.years.contains(year),
            account.count <= CodeFormat.mostBytes / 4,
            let end = UICEndOfValidity(year: year, day: moment.day, minute: moment.second / 60)
        else { return nil }
        var ticket = UICLevelOne()
        ticket.carrierNumber = carrier
        ticket.keyNumber = keyNumber
        ticket.contents = [UICContent(format: Self.contentFormat, bytes: account)]
        if let rail {
            ticket.contents.append(UICContent(format: RailTicketRecord.contentFormat, bytes: rail.bytes))
        }
        ticket.levelOneKeyAlgorithm = UICAlgorithm.p256
        ticket.levelTwoKeyAlgorithm = UICAlgorithm.p256
        ticket.levelOneSigningAlgorithm = UICAlgorithm.ecdsaSHA256
        ticket.levelTwoSigningAlgorithm = UICAlgorithm.ecdsaSHA256
        ticket.levelTwoKey = CurveBounds.compressed(phoneKey.publicKey)
        ticket.endOfValidity = end
        ticket.validitySeconds = validitySeconds
        return ticket
    }

    /// The code that the phone draws at a second.
    package func code(_ ticket: UICLevelOne, at time: UInt32) -> [UInt8] {
        let levelTwo = UICContent(format: "FDC1", bytes: UICMoment.at(time).dynamicContent)
        return code(ticket, levelTwo: levelTwo, isPhoneSigned: true)
    }

    /// The code with any level-2 content, signed by the phone or not.
    package func code(_ ticket: UICLevelOne, levelTwo: UICContent?, isPhoneSigned: Bool) -> [UInt8] {
        var levelOne = PackedWriter()
        ticket.write(to: &levelOne)
        var signed = PackedWriter()
        signed.flag(true)
        signed.flag(levelTwo != nil)
        signed.append(levelOne)
        signed.octets(Self.signature(key, levelOne.bytes))
        levelTwo?.write(to: &signed)
        var code = PackedWriter()
        code.flag(isPhoneSigned)
        code.text("U2")
        code.append(signed)
        if isPhoneSigned { code.octets(Self.signature(phoneKey, signed.bytes)) }
        return code.bytes
    }

    private static func signature(_ key: ECDSAP256PrivateKey, _ message: [UInt8]) -> [UInt8] {
        guard let signature = PairEncoding.bytes(key.sign(message)) else {
            preconditionFailure("a signature's numbers are not zero")
        }
        return signature
    }

    private static func testKey(_ label: String) -> ECDSAP256PrivateKey {
        guard let key = ECDSAP256PrivateKey(scalar: Digest.hash(.sha256, Array(label.utf8))) else {
            preconditionFailure("the label gives a number below the order")
        }
        return key
    }
}
