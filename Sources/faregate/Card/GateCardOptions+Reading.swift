import ArgumentParser
import EMV
import Lane
import SmartCard

extension GateCardOptions {
    /// What a gate takes cards by.
    ///
    /// - **Errors**: said on stderr with what to do; an exit code.
    func setup() throws -> CardSetup {
        var setup = CardSetup(denyList: try tokens.readDenyList(), keys: try makeKeys())
        setup.kernel.supportsSM2 = !noSm2
        setup.kernel.allowsFastDDA00 = allowFdda00
        setup.amountFen = amountFen
        setup.prefersPurse = purse
        setup.acquirerKey = try readAcquirerKey()
        setup.barSeconds = barSeconds
        setup.takesTestPurses = acceptsTestCards
        return setup
    }

    /// Whether cards of the emulator's test CA, and its purses, are taken.
    var acceptsTestCards: Bool { testKeys ?? true }

    func makeKeys() throws -> CAPublicKeyStore {
        do {
            var store =
                try caKeys.map { try CAKeyLists.read($0, allowsTestKeys: testKeys ?? false) }
                ?? CAKeyLists.builtIn(allowsTestKeys: false)
            if acceptsTestCards { try EmulatorKeys.add(to: &store) }
            return store
        } catch {
            throw failure(Wording(of: error), CommandExit.badData)
        }
    }

    /// The acquirer's key, tried once: a key of low order shares no secret.
    func readAcquirerKey() throws -> [UInt8]? {
        guard let text = acquirerKey else { return nil }
        var generator = SystemRandomNumberGenerator()
        guard let key = Hex.bytes(text), AuthorisationData.canSeal(to: key, using: &generator) else {
            throw failure(.notKey, CommandExit.usage)
        }
        return key
    }
}
