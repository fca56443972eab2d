import Foundation
import Journal
import Simulator
import TestSupport
import Testing

/// Authentication codes and the file of their keys.
struct KeyTests {
    private static func key(_ identifier: UInt16, _ byte: UInt8) throws -> DeviceKey {
        try #require(DeviceKey(identifier: identifier, key: [UInt8](repeating: byte, count: 32)))
    }

    private static func journal() throws -> SimulatedDisk {
        let disk = SimulatedDisk(seed: 1)
        var writer = try JournalWriter.open(
            disk, device: Samples.device, newEpoch: 1, durability: .power, key: try key(1, 1))
        for number in 0..<3 { try writer.append(Samples.tap(number), at: Samples.moment(number)) }
        try writer.changeKey(to: try key(2, 2), at: Samples.moment(3))
        for number in 4..<6 { try writer.append(Samples.tap(number), at: Samples.moment(number)) }
        try writer.close()
        return disk
    }

    @Test func aKeyChange() throws {
        let disk = try Self.journal()
        let both = try JournalReader.read(disk, keys: [try Self.key(1, 1), try Self.key(2, 2)])
        #expect(both.isSound && both.authenticated == 6 && both.unchecked == 0)
        let second = try JournalReader.read(disk, keys: [try Self.key(2, 2)])
        #expect(!second.isSound && second.damage == nil && second.authenticated == 2 && second.unchecked == 4)
        #expect(second.notAuthenticated?.sequence == 1 && second.authenticatedFrom == 5)
        let later = try JournalReader.read(disk, keys: [try Self.key(2, 2)], authenticatedFrom: 5)
        #expect(later.isSound && later.authenticatedFrom == 5)
        let first = try JournalReader.read(disk, keys: [try Self.key(1, 1)])
        #expect(!first.isSound && first.notAuthenticated?.sequence == 5 && first.authenticatedFrom == nil)
        let none = try JournalReader.read(disk)
        #expect(none.isSound && none.authenticated == 0 && none.unchecked == 6)
        let false1 = try JournalReader.read(disk, keys: [try Self.key(1, 9)])
        #expect(false1.damage?.fault == .mac && false1.damage?.sequence == 1)
        let false2 = try JournalReader.read(disk, keys: [try Self.key(1, 1), try Self.key(2, 9)])
        #expect(false2.damage?.fault == .mac && false2.damage?.sequence == 5)
    }

    /// The keys of three starts (number 0: none), and the changes that the journal tells of: key of the record, new
    /// key.
    @Test(
        arguments: [
            ([[1], [1, 2], [1, 2]], ["1 2"]), ([[1], [2], [2]], ["2 2"]), ([[], [1], [1]], ["0 1"]),
            ([[1], [], []], ["0 0"]), ([[1], [1], [1]], []), ([[], [], []], []),
        ] as [([[UInt16]], [String])])
    func aStartUnderAnotherKey(starts: [[UInt16]], changes: [String]) throws {
        let disk = SimulatedDisk(seed: 1)
        for (number, identifiers) in starts.enumerated() {
            var writer = try JournalWriter.open(disk, device: Samples.device, newEpoch: 1, durability: .power)
            let keys = try identifiers.map { try Self.key($0, UInt8($0)) }
            try writer.continueUnder(keys, at: Samples.moment(number))
            try writer.append(Samples.tap(number), at: Samples.moment(number))
            try writer.close()
        }
        var found: [String] = []
        let scan = try JournalReader.read(disk) { header, body throws(BodyFault) in
            guard case .keyChange(let change) = try JournalEntry.read(header, body) else { return }
            found.append("\(header.keyIdentifier) \(change.identifier)")
        }
        #expect(scan.isSound && found == changes)
    }

    /// Keys (number, content) of the starts before, of the last one, and the number that another key has used.
    @Test(
        arguments: [
            ([[(1, 1)]], [(1, 9)], 1), ([[(1, 1)], [(1, 1), (2, 2)]], [(2, 9)], 2),
            ([[(1, 1)], [(2, 2)]], [(1, 9)], 1), ([[(1, 1)], [(1, 1), (2, 2)]], [(1, 9), (2, 2)], 1),
            ([[(1, 1)], []], [(1, 9)], 1), ([[(1, 1)], []], [(1, 1)], nil), ([[(1, 1)]], [(2, 9)], nil),
        ] as [([[(UInt16, UInt8)]], [(UInt16, UInt8)], UInt16?)])
    func anotherKeyUnderAUsedNumber(
        before: [[(UInt16, UInt8)]], last: [(UInt16, UInt8)], refused: UInt16?
    ) throws {
        let disk = SimulatedDisk(seed: 1)
        var found: JournalError?
        for (number, named) in (before + [last]).enumerated() {
            var writer = try JournalWriter.open(disk, device: Samples.device, newEpoch: 1, durability: .power)
            let keys = try named.map { try Self.key($0.0, $0.1) }
            do throws(JournalError) {
                try writer.continueUnder(keys, at: Samples.moment(number))
            } catch {
                #expect(number == before.count)
                found = error
                continue
            }
            try writer.append(Samples.tap(number), at: Samples.moment(number))
            try writer.close()
        }
        if case .otherKey(let identifier, _) = found {
            #expect(identifier == refused)
        } else {
            #expect(found == nil && refused == nil)
        }
    }

    /// Whoever has no key can write records without codes that fit the chain; with keys given they are no sound ones.
    @Test(arguments: [false, true])
    func recordsWithoutACode(isAtTheEnd: Bool) throws {
        let disk = SimulatedDisk(seed: 1)
        for isForged in isAtTheEnd ? [false, true] : [true, false] {
            var writer = try JournalWriter.open(
                disk, device: Samples.device, newEpoch: 1, durability: .power,
                key: isForged ? nil : try Self.key(1, 1))
            for number in 0..<3 { try writer.append(Samples.tap(number), at: Samples.moment(number)) }
            try writer.close()
        }
        #expect(try JournalReader.read(disk).isSound)
        let scan = try JournalReader.read(disk, keys: [try Self.key(1, 1)])
        #expect(!scan.isSound && scan.damage == nil && scan.lastSequence == 6 && scan.authenticated == 3)
        #expect(scan.notAuthenticated?.sequence == (isAtTheEnd ? 4 : 1))
        #expect(scan.notAuthenticated?.fault == .notAuthenticated)
        #expect(scan.authenticatedFrom == (isAtTheEnd ? nil : 4))
        let from = try JournalReader.read(disk, keys: [try Self.key(1, 1)], authenticatedFrom: 4)
        #expect(from.isSound == !isAtTheEnd)
    }

    /// The text of a key file, its mode, and what is said; nil: fine.
    @Test(
        arguments: [
            ("# old\n1 000102030405060708090a0b0c0d0e0f\n2 00112233445566778899AABBCCDDEEFF\n", 0o600, nil),
            ("1 000102030405060708090a0b0c0d0e0f\n", 0o400, nil),
            ("1 000102030405060708090a0b0c0d0e0f\n", 0o640, "chmod 600"),
            ("1 000102030405060708090a0b0c0d0e0f\n", 0o604, "chmod 600"), ("", 0o600, "no key"),
            ("0 000102030405060708090a0b0c0d0e0f\n", 0o600, "line 1"), ("1 0001\n", 0o600, "line 1"),
            ("1 00010203040506070809zz0b0c0d0e0f\n", 0o600, "line 1"),
            ("000102030405060708090a0b0c0d0e0f\n", 0o600, "line 1"),
            (
                "1 000102030405060708090a0b0c0d0e0f\n1 000102030405060708090a0b0c0d0e0f\n", 0o600, "line 2"
            ),
        ] as [(String, Int, String?)])
    func keyFiles(text: String, mode: Int, words: String?) throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/device.key"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
        do {
            let keys = try DeviceKeyFile.read(path)
            #expect(words == nil)
            #expect(keys.map(\.identifier) == Array(1...UInt16(keys.count)))
        } catch {
            let expected = try #require(words, "\(error)")
            #expect("\(error)".contains(path) && "\(error)".contains(expected))
        }
    }

    @Test func noKeyFile() {
        #expect(throws: JournalError.keyFile(path: "/no/such/key", reason: "No such file or directory")) {
            _ = try DeviceKeyFile.read("/no/such/key")
        }
    }
}
