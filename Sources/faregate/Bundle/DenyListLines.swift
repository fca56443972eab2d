import ArgumentParser
import Bundles
import EMV
import Lane
import SmartCard
import Synchronization

/// Reads a deny list's text of any length, line by line, as keyed hashes.
///
/// - **Shape**: the lines of ``CardDenyList``: `token` and 32 hex digits, `par` and a reference, `#` for remarks; a
///   line `version` must name the bundle's.
/// - **Limits**: `DenyLayout.mostListed` entries; lines of ``mostLineBytes``.
/// - **Errors**: said on stderr with the line; exit code 65.
struct DenyListLines {
    private static let pieceBytes = 1 << 20
    /// The longest line.
    static let mostLineBytes = 256

    private let path: String
    private let tokenizer: CardTokenizer
    private let version: UInt64

    init(_ path: String, tokenizer: CardTokenizer, version: UInt64) {
        self.path = path
        self.tokenizer = tokenizer
        self.version = version
    }

    /// The key of each entry, in the order of lines.
    func keys() throws -> [UInt64] {
        let source: FileBundleSource
        let size: Int
        do throws(BundleStorageError) {
            source = try FileBundleSource(path)
            size = try source.size()
        } catch {
            throw failure(Wording(of: error), CommandExit.badData)
        }
        let read = Atomic(0)
        let bar = ProgressBar(total: size, unit: "MB", perUnit: 1 << 20) { read.load(ordering: .relaxed) }
        return try bar.during { try keys(of: source, read) }
    }

    private func keys(of source: FileBundleSource, _ read: borrowing Atomic<Int>) throws -> [UInt64] {
        var keys: [UInt64] = []
        var (rest, line, offset): ([UInt8], Int, Int) = ([], 0, 0)
        while true {
            let piece: [UInt8]
            do throws(BundleStorageError) { piece = try source.read(at: offset, count: Self.pieceBytes) } catch {
                throw failure(Wording(of: error), CommandExit.badData)
            }
            offset += piece.count
            read.store(offset, ordering: .relaxed)
            rest += piece
            var start = 0
            while let end = rest[start...].firstIndex(of: 0x0A) {
                line += 1
                try take(rest[start..<end], line, &keys)
                start = end + 1
            }
            rest.removeFirst(start)
            if piece.isEmpty {
                if !rest.isEmpty { try take(rest[...], line + 1, &keys) }
                return keys
            }
            guard rest.count <= Self.mostLineBytes else { throw malformed(line + 1) }
        }
    }

    private func take(_ bytes: ArraySlice<UInt8>, _ line: Int, _ keys: inout [UInt64]) throws {
        let bytes = bytes.last == 0x0D ? bytes.dropLast() : bytes
        guard let first = bytes.first, first != 0x23 else { return }
        if bytes.count == 38, bytes.starts(with: [0x74, 0x6F, 0x6B, 0x65, 0x6E, 0x20]) {
            guard let key = Self.key(bytes.dropFirst(6)) else { throw malformed(line) }
            keys.append(key)
        } else {
            let words = bytes.split(separator: 0x20)
            guard words.count == 2 else { throw malformed(line) }
            switch String(decoding: words[0], as: UTF8.self) {
            case "par":
                guard words[1].count <= 29 else { throw malformed(line) }
                keys.append(DenyEdition.key(ofReference: Array(words[1]), by: tokenizer))
            case "version":
                guard String(decoding: words[1], as: UTF8.self) == String(version) else {
                    throw failure(.otherListVersion(version).at("\(path):\(line)"), CommandExit.badData)
                }
            default: throw malformed(line)
            }
        }
        guard keys.count <= DenyLayout.mostListed else {
            throw failure(Wording(of: DenyFault.tooMany(limit: DenyLayout.mostListed)).at(path), CommandExit.badData)
        }
    }

    /// The first 8 of the token's 16 bytes; nil unless there are 32 hex digits.
    private static func key(_ digits: ArraySlice<UInt8>) -> UInt64? {
        var key: UInt64 = 0
        for (index, digit) in digits.enumerated() {
            let value: UInt8
            switch digit {
            case 0x30...0x39: value = digit - 0x30
            case 0x41...0x46: value = digit - 0x37
            case 0x61...0x66: value = digit - 0x57
            default: return nil
            }
            if index < 16 { key = key << 4 | UInt64(value) }
        }
        return key
    }

    private func malformed(_ line: Int) -> ExitCode {
        failure(Wording.notDenyLine.at("\(path):\(line)"), CommandExit.badData)
    }
}
