import Bundles
import CardCrypto
import TestSupport
import Testing

/// Heads, manifests and packed files: one way to write them, everything else is refused with its place.
struct ManifestTests {
    private static let authority = Authority()

    private static var sound: BundleManifest {
        var manifest = authority.manifest(.denyList, 42, [1])
        manifest.keyIdentifier = [1, 2, 3, 4, 5, 6, 7, 8]
        return manifest
    }

    @Test func layout() throws {
        let bundle = Self.authority.bundle(.tariff, 3, [9])
        let text = Array("faregate bundle 1\ntype tariff\nversion 3\nissued 1795799900\nnot-before 1795799900\n".utf8)
        #expect(bundle.count == 4097 && bundle.last == 9)
        #expect(bundle.starts(with: Array("FGBNDL1\n".utf8)))
        #expect(Array(bundle[80..<80 + text.count]) == text)
        let length = bundle[80...].prefix { $0 != 0 }.count
        #expect(Int(bundle[8]) | Int(bundle[9]) << 8 == length && bundle[10..<16].allSatisfy { $0 == 0 })
        let head = try BundleHead(parsing: Array(bundle[..<4096]))
        #expect(head.bytes == Array(bundle[..<4096]) && head.fileBytes == 4097)
        // The signature is over the tag and the manifest, by any implementation of RFC 8032.
        let signed = Array("FG-bundle".utf8) + head.manifest.bytes
        #expect(Self.authority.signer.sign(signed) == Array(bundle[16..<80]))
    }

    /// A row each: a line that is changed, and where the fault is found.
    @Test(arguments: [
        ("faregate bundle 1", "faregate bundle 2", BundleFault.malformed(line: 1, key: "faregate")),
        ("type deny-list", "type deny-lists", .malformed(line: 2, key: "type")),
        ("type deny-list", "type  deny-list", .malformed(line: 2, key: "type")),
        ("version 42", "version 042", .malformed(line: 3, key: "version")),
        ("version 42", "version 0", .malformed(line: 3, key: "version")),
        ("version 42", "version -1", .malformed(line: 3, key: "version")),
        ("version 42", "version 4503599627370496", .malformed(line: 3, key: "version")),
        ("version 42\n", "", .malformed(line: 3, key: "version")),
        ("version 42", "version 42\r", .malformed(line: 3, key: "version")),
        ("issued 1795799900", "issued 1e9", .malformed(line: 4, key: "issued")),
        ("not-before 1795799900", "not-before 99999999999999999999", .malformed(line: 5, key: "not-before")),
        ("expires 1796404800", "expires 1795799900", .malformed(line: 6, key: "expires")),
        ("format deny-2", "format file-1", .malformed(line: 7, key: "format")),
        // The form of earlier builds, whose bucket index was another.
        ("format deny-2", "format deny-1", .malformed(line: 7, key: "format")),
        ("size 1", "size 999999999999", .tooLarge(limit: DenyLayout.mostBytes)),
        ("sha256 4", "sha256 G", .malformed(line: 9, key: "sha256")),
        ("key 0102030405060708\n", "key 01020304050607\n", .malformed(line: 10, key: "key")),
        ("key 0102030405060708\n", "key 0102030405060708\nmore\n", .malformed(line: 11, key: "end")),
        (
            "key 0102030405060708\n", "key 0102030405060708\nbase 43 \(String(repeating: "0", count: 64))\n",
            .malformed(line: 11, key: "base")
        ),
        ("key 0102030405060708\n", "key 0102030405060708", .malformed(line: 10, key: "key")),
    ])
    func malformed(part: String, instead: String, expected: BundleFault) {
        let text = String(decoding: Self.sound.bytes, as: UTF8.self).replacing(part, with: instead, maxReplacements: 1)
        #expect(throws: expected) { try BundleManifest(parsing: Array(text.utf8)[...]) }
    }

    @Test func setsNameTheirMembers() throws {
        let (a, b) = (Self.authority.bundle(.tariff, 3), Self.authority.bundle(.network, 5))
        let set = try BundleHead(parsing: Array(Self.authority.set(1, [a, b])[..<4096]))
        #expect(set.manifest.members.count == 2 && set.manifest.members[.network]?.version == 5)
        let lines = String(decoding: set.manifest.bytes, as: UTF8.self).split(separator: "\n").map(String.init)
        let turned = (lines.dropLast(2) + lines.suffix(2).reversed()).map { $0 + "\n" }.joined()
        #expect(throws: BundleFault.malformed(line: 12, key: "member")) {
            try BundleManifest(parsing: Array(turned.utf8)[...])
        }
        let none = lines.dropLast(2).map { $0 + "\n" }.joined()
        #expect(throws: BundleFault.malformed(line: 11, key: "member")) {
            try BundleManifest(parsing: Array(none.utf8)[...])
        }
    }

    /// Each bit of a head: refused, or not signed any more.
    @Test func everyBitOfAHead() throws {
        let page = Array(Self.authority.bundle(.tariff, 3)[..<4096])
        let roots = try Self.authority.roots()
        for bit in Array(stride(from: 0, to: 640 * 8, by: runsLongTests ? 1 : 11)) + [4095 * 8] {
            var changed = page
            changed[bit / 8] ^= 1 << UInt8(bit % 8)
            guard let head = try? BundleHead(parsing: changed) else { continue }
            #expect(roots.refusal(of: head) != nil, "bit \(bit)")
        }
    }

    @Test func randomBytes() {
        let page = Array(Self.authority.bundle(.tariff, 3)[..<4096])
        let roots = Self.authority.rootsFile(types: [.tariff])
        for seed in UInt64(0)..<16 {
            var random = SplitMix64(seed: seed)
            for input in 0..<1000 {
                var (head, text) = (page, roots)
                for _ in 0..<1 + random.below(3) {
                    head[random.below(600)] = UInt8.random(in: 0...255, using: &random)
                    text[random.below(text.count)] = UInt8.random(in: 0...255, using: &random)
                }
                switch input % 4 {
                case 0:
                    if let read = try? BundleHead(parsing: head) { #expect(read.bytes == head) }
                case 1:
                    if let read = try? RootSet(parsing: text) { #expect(read.signers.count <= RootSet.mostKeys) }
                case 2: _ = try? BundleManifest(parsing: random.bytes(random.below(200))[...])
                default:
                    _ = try? BundledFiles(parsing: Array("faregate files 1\n".utf8) + random.bytes(random.below(60)))
                }
            }
        }
    }

    @Test func packedFiles() throws {
        let files = [BundledFiles.File(name: "b.csv", bytes: [1, 0x0A, 2]), .init(name: "a.csv", bytes: [])]
        let packed = try #require(BundledFiles(files))
        #expect(packed.files.map(\.name) == ["a.csv", "b.csv"])
        #expect(try BundledFiles(parsing: packed.bytes) == packed)
        #expect(BundledFiles([]) == nil && BundledFiles(files + files) == nil)
        #expect(
            BundledFiles([.init(name: "../x", bytes: [])]) == nil && BundledFiles([.init(name: ".x", bytes: [])]) == nil
        )
        for text in [
            "faregate files 1\n", "faregate files 1\nfile b 0\nfile a 0\n", "faregate files 1\nfile a 5\nxx",
            "faregate files 1\nfile a/b 0\n", "faregate files 1\nfile a 00\n", "faregate files 2\nfile a 0\n",
        ] {
            #expect(throws: BundleFault.self, "\(text)") { try BundledFiles(parsing: Array(text.utf8)) }
        }
    }
}
