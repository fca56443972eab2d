import ArgumentParser
import Bundles
import CardCrypto
import SmartCard

/// Files of signing keys and root sets, as commands name them.
///
/// - **Errors**: said on stderr with what to do; an exit code.
enum BundleKeyFile {
    /// The private key in a file of mode 0600 or less.
    static func privateKey(_ path: String) throws -> Ed25519PrivateKey {
        guard let key = Ed25519PrivateKey(seed: try SecretFile.read(path)) else {
            throw failure(.notSecret(SecretFile.bytes).at(path), CommandExit.badData)
        }
        return key
    }

    /// A public key: 64 hex digits, or the file of its private key.
    static func publicKey(_ text: String) throws -> BundleKey {
        let bytes = HexText.bytes(text).flatMap { $0.count == SecretFile.bytes ? $0 : nil }
        guard let key = BundleKey(try bytes ?? privateKey(text).publicKey) else {
            throw failure(Wording.notPublicKey.at(text), CommandExit.badData)
        }
        return key
    }

    /// The pinned root set in a file, which one of its own root keys must have signed.
    static func roots(_ path: String) throws -> RootSet {
        do { return try rootSet(path) } catch let fault as VectorFiles.Fault {
            throw failure(fault.what.at(path), CommandExit.badData)
        } catch let error as BundleStorageError {
            throw failure(Wording(of: error), CommandExit.badData)
        }
    }

    /// The same, where nothing is said yet of what is wrong.
    static func rootSet(_ path: String) throws -> RootSet {
        let source = try FileBundleSource(path)
        let text = try source.read(at: 0, count: RootSet.mostBytes + 1)
        let roots: RootSet
        do throws(BundleFault) { roots = try RootSet(parsing: text) } catch {
            throw VectorFiles.Fault(path: path, what: Wording(of: error))
        }
        guard roots.isSelfSigned else { throw VectorFiles.Fault(path: path, what: .rootsNotSigned) }
        return roots
    }

    /// The exit code of a store's failure.
    static func failed(_ error: BundleStorageError) -> ExitCode {
        let code: ExitCode
        switch error {
        case .system: code = CommandExit.inputOutput
        case .busy, .restless: code = CommandExit.unavailable
        case .state, .lostState, .roots: code = CommandExit.badData
        case .exposed: code = CommandExit.configuration
        }
        return failure(Wording(of: error), code)
    }
}
