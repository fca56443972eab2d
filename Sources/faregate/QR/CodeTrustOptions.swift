import ArgumentParser
import Foundation
import QRTickets
import SmartCard

/// The pinned keys and the revocation list of a command.
struct CodeTrustOptions: ParsableArguments {
    @Option(help: "Roots file: records of root keys one after the other, as bytes or hexadecimal (Docs/qr.md).")
    var roots: String?

    @Flag(help: "Accept codes of FareGate's own test authority, which everybody can sign.")
    var testRoots = false

    @Option(help: "Railways' issuer keys, carrier,key,point,not_after: takes U2 codes (Docs/qr.md).")
    var railwayKeys: String?

    @Option(help: "Signed revocation list; its number is kept in FILE.number, and an older list is refused.")
    var revocations: String?

    /// The most bytes of the file with the last list's number.
    private static let mostNumberBytes = 64

    /// The pinned keys; the test authority's too with `acceptsTest`.
    func store(acceptsTest: Bool = false) throws -> RootStore {
        try Self.store(roots: roots, testRoots: testRoots || acceptsTest)
    }

    /// The keys of a roots file, and of the test authority.
    static func store(roots: String?, testRoots: Bool) throws -> RootStore {
        var store = RootStore()
        do {
            if let roots {
                let bytes = try bytes(roots, RootStore.mostBytes)
                store = try RootStore(parsing: bytes.span, allowsTestKeys: testRoots)
            }
            if testRoots, !store.hasTestKeys {
                let own = TestAuthority.rootsFile
                try store.add(own.span, allowsTestKeys: true)
            }
        } catch let error as RootFault {
            throw failure(Wording(of: error).at(roots ?? "--test-roots"), CommandExit.badData)
        }
        return store
    }

    /// Whether none of the options names a key.
    var namesNoKeys: Bool { roots == nil && railwayKeys == nil && !testRoots }

    /// The railways' issuers that were asked for; with test roots, or `acceptsTest`, the test issuer is among them.
    func railwayStore(acceptsTest: Bool = false) throws -> UICKeyStore {
        let testRoots = testRoots || acceptsTest
        var store = UICKeyStore()
        if let railwayKeys {
            let bytes = try Self.content(railwayKeys, UICKeyStore.mostBytes)
            do throws(CodeFault) { store = try UICKeyStore(parsing: bytes, allowsTestKeys: testRoots) } catch {
                throw failure(Wording(of: error).at(railwayKeys), CommandExit.badData)
            }
        }
        if testRoots { store.addTestKey() }
        return store
    }

    /// The list in force, or none where none is asked for; its number is kept for the next start.
    func list(_ store: RootStore, at moment: CodeMoment) throws -> RevocationList? {
        guard let list = try list(store, at: moment, after: nil) else { return nil }
        try keepNumber(of: list)
        return list
    }

    /// The list in the file: an older one than `last`, or than the kept number says, is refused.
    func list(
        _ store: RootStore, at moment: CodeMoment, after last: RevocationList?
    ) throws -> RevocationList? {
        guard let revocations else { return nil }
        let number = max(try lastNumber(Self.numberFile(of: revocations)), last?.number ?? 0)
        let bytes = try Self.content(revocations, RevocationList.mostBytes)
        do throws(RevocationFault) {
            return try RevocationList(
                parsing: bytes, keys: store.revocationKeys(at: moment.seconds), lastNumber: number)
        } catch {
            throw failure(Wording(of: error).at(revocations), CommandExit.badData)
        }
    }

    /// Writes down a list's number, so that none before it is taken after a restart.
    func keepNumber(of list: RevocationList) throws {
        guard let revocations else { return }
        let file = try WholeFile(Self.numberFile(of: revocations))
        if list.number > (try lastNumber(file.path)) { try file.write("\(list.number)\n") }
    }

    private static func numberFile(of path: String) -> String { path + ".number" }

    private func lastNumber(_ path: String) throws -> UInt64 {
        guard FileManager.default.fileExists(atPath: path) else { return 0 }
        let text = String(decoding: try Self.content(path, Self.mostNumberBytes), as: UTF8.self)
        guard let number = UInt64(text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
            throw failure(.notListNumber.at(path), CommandExit.configuration)
        }
        return number
    }

    /// Bytes of a file that may be written as hexadecimal.
    static func bytes(_ path: String, _ most: Int) throws -> [UInt8] {
        // Two digits and perhaps a space a byte.
        let content = try content(path, 3 * most)
        return CardInputFile.text(content).flatMap { Hex.bytes($0) } ?? content
    }

    /// A whole file.
    static func content(_ path: String, _ most: Int) throws -> [UInt8] {
        do throws(CardDecodeFailure) { return try CardInputFile.content(path, mostBytes: most) } catch {
            throw failure(error.words, CommandExit.badData)
        }
    }
}
