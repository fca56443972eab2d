import ArgumentParser
import EMV
import Foundation
import SmartCard

extension GateCardOptions {
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

    func readDenyList() throws -> CardDenyList {
        guard let path = denyList else { return CardDenyList() }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw failure(.cannotRead(Machine.errorText).at(path), CommandExit.badData)
        }
        do { return try CardDenyList(parsing: [UInt8](data)) } catch {
            throw failure(Wording(of: error).at(path), CommandExit.badData)
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
