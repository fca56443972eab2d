import ArgumentParser
import EMV
import Foundation
import SmartCard

/// The key that card numbers are hashed with.
enum TokenKeys {
    /// A tokenizer by the files of a store; the key is made where there is none yet.
    static func tokenizer(_ store: GateStore) throws -> CardTokenizer {
        let path = store.tokenKeyPath
        if !FileManager.default.fileExists(atPath: path) {
            var generator = SystemRandomNumberGenerator()
            let key = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
            // Of two gates that start at once one makes the key, and both read it.
            try CardFiles.write(Hex.text(key) + "\n", to: path, onlyIfNew: true)
        }
        let key = try read(path)
        let previous = try store.previousTokenKeyPath.map(read)
        guard let tokenizer = CardTokenizer(key: key, identifier: store.tokenKeyNumber, previousKey: previous) else {
            throw failure(.shortTokenKey(CardTokenizer.shortestKey).at(path), CommandExit.badData)
        }
        return tokenizer
    }

    private static func read(_ path: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw failure(.tokenKeyUnreadable.at(path), CommandExit.badData)
        }
        guard let key = Hex.bytes(String(decoding: data, as: UTF8.self)) else {
            throw failure(.tokenKeyNotHex.at(path), CommandExit.badData)
        }
        return key
    }
}
