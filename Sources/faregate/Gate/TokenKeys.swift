import ArgumentParser
import EMV
import Foundation
import SmartCard

/// The key that card numbers are hashed with.
enum TokenKeys {
    /// A tokenizer by the files of a store; the key is made where there is none yet, and no token either.
    ///
    /// - **Errors**: a missing key beside a journal with tokens, and another key than the journal's of the same number:
    ///   under either, every card would be a stranger.
    static func tokenizer(_ store: GateStore, _ found: TokensFound) throws -> CardTokenizer {
        let path = store.tokenKeyPath
        let isKnown = store.tokenKeyText != nil
        if !isKnown, found.hasTokens, !FileManager.default.fileExists(atPath: path) {
            throw failure(.tokenKeyMissing(store.folder).at(path), CommandExit.configuration)
        }
        if !isKnown, !FileManager.default.fileExists(atPath: path) {
            var generator = SystemRandomNumberGenerator()
            let key = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
            // Of two gates that start at once one makes the key, and both read it.
            try CardFiles.write(Hex.text(key) + "\n", to: path, onlyIfNew: true)
        }
        let key = try store.tokenKeyText.map { try self.key($0, path) } ?? read(path)
        let previous = try store.previousTokenKeyPath.map { path in
            try store.previousTokenKeyText.map { try self.key($0, path) } ?? read(path)
        }
        guard let tokenizer = CardTokenizer(key: key, identifier: store.tokenKeyNumber, previousKey: previous) else {
            throw failure(.shortTokenKey(CardTokenizer.shortestKey).at(path), CommandExit.badData)
        }
        if let known = found.checkValues[store.tokenKeyNumber], known != tokenizer.checkValue {
            throw failure(.otherTokenKey(store.tokenKeyNumber).at(path), CommandExit.configuration)
        }
        return tokenizer
    }

    /// The bytes of a key, which stand in a file as hex.
    static func read(_ path: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw failure(.tokenKeyUnreadable.at(path), CommandExit.badData)
        }
        return try key(Array(data), path)
    }

    private static func key(_ text: [UInt8], _ path: String) throws -> [UInt8] {
        guard let key = Hex.bytes(String(decoding: text, as: UTF8.self)) else {
            throw failure(.tokenKeyNotHex.at(path), CommandExit.badData)
        }
        return key
    }
}
