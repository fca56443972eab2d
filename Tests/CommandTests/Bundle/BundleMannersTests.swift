import TestSupport
import Testing

/// What `faregate bundle` does not do to files, stores and keys, with the real program.
struct BundleMannersTests {
    private static let until = "--expires 2035-01-01T00:00:00Z"

    /// Keys, roots, a tariff's bundle, and deny lists: 1 and 2 by the gate's token key, 3 and 4 by another.
    private static func folder() throws -> Folder {
        let folder = try Folder()
        try folder.write("000102030405060708090a0b0c0d0e0f\n", to: "token.key")
        try folder.write("ff0102030405060708090a0b0c0d0e0f\n", to: "other.key")
        try folder.write("token 00112233445566778899aabbccddeeff\n", to: "denied.txt")
        try folder.write("format: faregate-tariff/1\nextends: shenzhen\n", to: "tariff.yaml")
        let made = try Binary.shell(
            """
            set -e; chmod 600 token.key other.key
            for k in root signer; do $FG bundle keygen --out $k.key >$k.pub; done
            $FG bundle roots --version 1 \(until) --root-key root.key --signer signer.key -o roots
            $FG bundle make --type tariff --version 1 \(until) --key signer.key -o tariff.fgb tariff.yaml
            D="$FG bundle make --type deny-list \(until) --key signer.key"
            for n in 1 2; do $D --version $n --token-key token.key -o deny-$n.fgb denied.txt; done
            for n in 3 4; do $D --version $n --token-key other.key -o deny-$n.fgb denied.txt; done
            """, in: folder)
        try #require(made.code == 0, "\(made.words)")
        return folder
    }

    /// A folder of somebody's is no store, and a store leaves alone what it has not made.
    @Test func foreignFiles() throws {
        let folder = try Self.folder()
        let run = try Binary.shell(
            """
            mkdir own; cp tariff.fgb own/a.fgb; cp tariff.fgb own/b.fgb
            $FG bundle install own/a.fgb --store own --roots roots; echo $?; ls own
            $FG bundle install tariff.fgb --store s --roots roots || exit 1
            touch s/notes.fgb s/tariff-1-x.fgb
            $FG bundle install deny-1.fgb --store s --roots roots || exit 1
            ls s | grep -c -e notes -e tariff-1-x
            """, in: folder)
        #expect(run.code == 0 && run.words.contains("no store of bundles: it has a.fgb"), "\(run.words)")
        #expect(run.lines.starts(with: ["73", "a.fgb", "b.fgb"]) && run.lines.last == "2")
    }

    /// Two lists for another token key do not throw out the last one that the gate can use.
    @Test func otherTokenKey() throws {
        let folder = try Self.folder()
        try folder.write(
            """
            station: 罗湖
            edition: current
            journal: day
            tokens: {key: token.key}
            bundles: {folder: s, roots: roots}
            lanes: [{id: A1, direction: entry, reader: one}]

            """, to: "gate.yaml")
        let run = try Binary.shell(
            """
            I="$FG bundle install --store s --roots roots"
            $I deny-1.fgb >/dev/null || exit 1
            $I deny-3.fgb; echo $?; $I deny-2.fgb --token-key other.key; echo $?
            $I deny-2.fgb --token-key token.key || exit 1
            $I deny-3.fgb --new-token-key || exit 1; $I deny-4.fgb || exit 1
            $I deny-4.fgb --token-key token.key >/dev/null; echo again $?
            $FG bundle show s --roots roots --check || exit 1
            $FG gate --config gate.yaml --check >/dev/null; echo $?
            $FG bundle show s --roots roots --token-key token.key --check; echo $?
            """, in: folder)
        #expect(run.code == 0, "\(run.words)")
        #expect(run.lines.count(where: { $0 == "65" }) == 2 && run.lines.count(where: { $0 == "2" }) == 2)
        // One that is here already is no better for it.
        #expect(run.lines.contains("again 65"), "\(run.output)\(run.words)")
        #expect(run.words.contains("deny-list 4 cannot be used and is not in force"), "\(run.words)")
        #expect(
            run.lines.last == "2" && run.lines.dropLast().last?.hasPrefix("deny-list    2") == true, "\(run.output)")
    }

    /// A row each: a command, its exit code, and what is said.
    private static let refused: [(command: String, code: Int32, words: String)] = [
        ("bundle make --type tariff --version 9 --key signer.key -o o tariff.yaml", 64, "--expires"),
        (
            "bundle make --type tariff --version 9 --key signer.key --issued 2000000001 --expires 2000000000 -o o tariff.yaml",
            64, "--expires must be later"
        ),
        (
            "bundle make --type network --version 9 --expires 2000000000 --key signer.key -o net/o net", 73,
            "lies in net, which is read whole"
        ),
        ("bundle make --type tariff --version 9 --expires 2000000000 -o o tariff.yaml", 64, "--key"),
        ("bundle roots --version 9 --expires 2000000000 -o o", 64, "--root-key"),
        ("bundle roots --version 1 --expires 2000000000 --root-key root.key -o root.key", 73, "which is read"),
        (
            "bundle roots --version 1 --expires 2000000000 --root-key root.key --signer tariff=a/../signer.key -o signer.key",
            73, "which is read"
        ),
        (
            "bundle make --type tariff --version 9 --expires 2000000000 --key signer.key -o signer.key tariff.yaml", 73,
            "which is read"
        ),
        (
            "bundle make --type tariff --version 9 --expires 2000000000 --key signer.key -o link tariff.yaml", 73,
            "which is read"
        ),
        (
            "bundle make --type deny-list --version 9 --expires 2000000000 --key signer.key --token-key token.key -o token.key denied.txt",
            73, "which is read"
        ),
        (
            "bundle make --type deny-list --version 9 --expires 2000000000 --key signer.key --token-key open.key -o o denied.txt",
            78, "chmod 600"
        ),
        (
            "bundle make --type network --version 9 --expires 2000000000 --key signer.key -o o net", 65,
            "net/a: a folder"
        ),
        (
            "bundle install roots --type deny-list --store s --roots roots", 65,
            "a root set where a deny-list is expected"
        ),
        ("bundle install not-there --store s --roots roots", 65, "not-there: cannot open"),
        ("bundle verify not-there --roots roots", 65, "not-there: cannot open"),
        ("bundle verify tariff.fgb --roots not-there", 65, "not-there: cannot open"),
        ("bundle verify 'a\nb' --roots roots", 65, "a?b: "),
        ("bundle verify tariff.fgb --roots roots --now 2100000000", 65, "2035-01-01T00:00:00Z"),
    ]

    @Test func refusals() throws {
        let folder = try Self.folder()
        _ = try Binary.shell(
            "mkdir -p a net/a; cp token.key open.key; chmod 644 open.key; ln -s tariff.yaml link", in: folder)
        let before = try ["root.key", "signer.key", "token.key", "tariff.yaml"].map(folder.text)
        for (command, code, words) in Self.refused {
            let run = try Binary.shell("$FG \(command)", in: folder)
            #expect(run.code == code && run.words.contains(words), "\(command): \(run.code) \(run.words)")
        }
        #expect(try ["root.key", "signer.key", "token.key", "tariff.yaml"].map(folder.text) == before)
    }

    /// What may be a private key is not said again; a root set that is of little use is told of.
    @Test func roots() throws {
        let folder = try Self.folder()
        let digits = String(repeating: "ff", count: 32)
        let roots = "$FG bundle roots --version 2 --root-key root.key -o roots-2"
        let run = try Binary.shell(
            """
            for s in \(digits) \(digits.dropLast()); do \(roots) \(Self.until) --signer $s; echo $?; done
            \(roots) --expires 2006-01-01T00:00:00Z; echo $?
            $FG bundle make --type tariff --version 9 --issued 1999999999 --expires 2000000000 --key signer.key -o o \
                tariff.yaml || exit 1
            \(roots) \(Self.until) --signer signer.key && $FG bundle install roots-2 --store s --roots roots
            """, in: folder)
        #expect(run.code == 0 && run.lines == ["65", "65", "0"], "\(run.words)")
        #expect(!run.words.contains("ffff") && run.words.contains("--signer: not a public key"), "\(run.words)")
        for words in ["--issued is later than now", "no --signer is named", "--expires has passed", "roots 2 in force"]
        {
            #expect(run.words.contains(words), "\(run.words)")
        }
    }
}
