import ArgumentParser
import Bundles
import CardCrypto
import EMV
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
        // Digits that are no public key may be a private one: they are not said again.
        let isHex = text.utf8.count >= SecretFile.bytes && text.allSatisfy(\.isHexDigit)
        if isHex, Machine.fileSize(text) == nil, HexText.bytes(text).flatMap({ BundleKey($0) }) == nil {
            throw failure(Wording.notPublicKey.at("--signer"), CommandExit.badData)
        }
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
            throw failure(Wording(of: error).onOneLine, CommandExit.badData)
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

    /// A bundle that is to be read; one that is not there is bad data, as with every file that a command is given.
    static func source(_ path: String) throws -> FileBundleSource {
        do throws(BundleStorageError) { return try FileBundleSource(path) } catch {
            throw failure(Wording(of: error).onOneLine, CommandExit.badData)
        }
    }

    /// The check value of a token key in a file that nobody but its owner may use.
    static func tokenCheckValue(_ path: String) throws -> UInt64 { try tokenizer(path, number: 1).checkValue }

    /// The same as what makes tokens.
    static func tokenizer(_ path: String, number: UInt32) throws -> CardTokenizer {
        guard let mode = Machine.mode(path), mode & 0o077 != 0 else {
            guard let tokenizer = CardTokenizer(key: try TokenKeys.read(path), identifier: number) else {
                throw failure(.shortTokenKey(CardTokenizer.shortestKey).at(path), CommandExit.badData)
            }
            return tokenizer
        }
        throw failure(.secretIsOpen(path).at(path), CommandExit.configuration)
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
        return failure(Wording(of: error).onOneLine, code)
    }
}
