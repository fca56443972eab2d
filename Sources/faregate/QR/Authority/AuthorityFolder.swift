import ArgumentParser
import Foundation
import QRTickets
import SmartCard

/// An operator's own authority: a folder with a file of settings and one file a private key.
///
/// - **Shape**: `authority` (``AuthoritySettings``) and, for each ``AuthorityKey``, `NAME.key` (``SecretFile``). The
///   settings are written last: a folder without them is not whole.
/// - **Limits**: whoever has a root's key can sign for every issuer, so the folder has no place on a gate; a gate needs
///   the roots file only. What a command does not need of the folder may be elsewhere.
struct AuthorityFolder {
    /// The most bytes of the settings.
    private static let mostSettingsBytes = 1024

    let path: String

    private var settingsPath: String { path + "/authority" }

    /// Whether the folder has been made.
    var exists: Bool { FileManager.default.fileExists(atPath: settingsPath) }

    /// Whether an output would take the place of one of its files.
    func owns(_ file: WholeFile) -> Bool {
        file.isSame(asFileAt: settingsPath) || AuthorityKey.all.contains { file.isSame(asFileAt: keyPath($0)) }
    }

    /// Makes the folder, which must not be there or be empty, and a key in each file.
    func make(_ settings: AuthoritySettings, seed: [UInt8]?) throws {
        let found = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        guard found.isEmpty else { throw failure(.notAuthority.at(path), CommandExit.cannotCreate) }
        for key in AuthorityKey.all {
            try CardFiles.write(SecretFile.text(key.secret(seed: seed)), to: keyPath(key), onlyIfNew: true)
        }
        try CardFiles.write(settings.text, to: settingsPath, onlyIfNew: true)
    }

    func settings() throws -> AuthoritySettings {
        let bytes: [UInt8]
        do throws(CardDecodeFailure) {
            bytes = try CardInputFile.content(settingsPath, mostBytes: Self.mostSettingsBytes)
        } catch {
            throw failure(error.words, CommandExit.badData)
        }
        guard let settings = AuthoritySettings(parsing: String(decoding: bytes, as: UTF8.self)) else {
            throw failure(.notSettings.at(settingsPath), CommandExit.badData)
        }
        return settings
    }

    func key(_ key: AuthorityKey) throws -> CodePrivateKey {
        let secret = try SecretFile.read(keyPath(key))
        guard let made = CodePrivateKey(key.algorithm, secret) else {
            throw failure(.notSecret(SecretFile.bytes).at(keyPath(key)), CommandExit.badData)
        }
        return made
    }

    /// The records of its roots file: the Ministry's form, FareGate's own by each algorithm, and revocation lists.
    func roots() throws -> [UInt8] {
        let settings = try settings()
        var file = MinistryIssuer.root(
            key: try key(.root(.sm2)), index: settings.index, expiryMonth: settings.expiryMonth)
        for algorithm in CodeAlgorithm.allCases {
            file += OwnRootRecord.record(
                .certificates, index: settings.index, dates: settings.dates, key: try key(.root(algorithm)))
        }
        return file
            + OwnRootRecord.record(.revocations, index: 0, dates: settings.dates, key: try key(.revocations))
    }

    /// Who makes codes of the Ministry's form.
    func ministryIssuer() throws -> MinistryIssuer {
        let settings = try settings()
        var issuer = MinistryIssuer()
        (issuer.issuer, issuer.platform) = (settings.issuer, settings.platform)
        (issuer.caIndex, issuer.expiryMonth) = (settings.index, settings.expiryMonth)
        (issuer.rootKey, issuer.issuerKey) = (try key(.root(.sm2)), try key(.issuer(.sm2)))
        issuer.userKey = try key(.phone(.sm2))
        return issuer
    }

    /// Who makes FareGate's own codes.
    func issuer(_ algorithm: CodeAlgorithm) throws -> FareGateIssuer {
        let settings = try settings()
        var issuer = FareGateIssuer(algorithm)
        (issuer.issuer, issuer.caIndex) = (settings.issuer, settings.index)
        (issuer.notBefore, issuer.notAfter) = (settings.dates.lowerBound, settings.dates.upperBound)
        (issuer.rootKey, issuer.issuerKey) = (try key(.root(algorithm)), try key(.issuer(algorithm)))
        issuer.userKey = try key(.phone(algorithm))
        return issuer
    }

    private func keyPath(_ key: AuthorityKey) -> String { "\(path)/\(key.name).key" }
}
