import CardCrypto
import Foundation
import SmartCard

/// What accounts are shown as: a keyed hash that changes with the day, so that no list of them can be kept.
///
/// - **Shape**: HMAC-SHA-256 under the key of the day over platform, behind its length, and account; its first 16
///   bytes as hexadecimal. The key of the day is HMAC-SHA-256 under the box's key over `qr-account` and the number of
///   the day, UTC.
struct AccountKey {
    /// The shortest key in a file.
    static let shortest = 16

    private let key: [UInt8]

    /// The key in a file, else the box's own, which is made at its first use.
    init(path: String?) throws {
        if let path {
            key = try Self.read(path)
            return
        }
        var generator = SystemRandomNumberGenerator()
        let made = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
        let environment = ProcessInfo.processInfo.environment
        guard environment["XDG_STATE_HOME"] != nil || environment["HOME"] != nil || Machine.homeFolder != nil else {
            Terminal.say("faregate: \(Wording.accountKeyNotKept.text)")
            key = made
            return
        }
        let own = try CardFiles.stateFolder() + "/qr-account.key"
        if !FileManager.default.fileExists(atPath: own) {
            try CardFiles.write(Hex.text(made) + "\n", to: own, onlyIfNew: true)
        }
        key = try Self.read(own)
    }

    /// The hash of an account on the day of a moment.
    func hash(platform: [UInt8], account: [UInt8], at moment: CodeMoment) -> String {
        let day = HMAC.sha256(Array("qr-account \(moment.seconds / 86_400)".utf8), key: key)
        let message = [UInt8(truncatingIfNeeded: platform.count)] + platform + account
        return Hex.text(HMAC.sha256(message, key: day).prefix(16)).lowercased()
    }

    private static func read(_ path: String) throws -> [UInt8] {
        if let reason = Machine.reasonNotToRead(path) {
            throw failure(.cannotRead(reason).at(path), CommandExit.badData)
        }
        guard let data = FileManager.default.contents(atPath: path),
            let key = Hex.bytes(String(decoding: data, as: UTF8.self)), key.count >= shortest
        else { throw failure(.notAccountKey.at(path), CommandExit.badData) }
        return key
    }
}
