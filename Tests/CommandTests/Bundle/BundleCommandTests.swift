import Foundation
import TestSupport
import Testing

/// `faregate bundle` from keys to a gate's store, with the real program.
struct BundleCommandTests {
    private static let until = "--expires 2035-01-01T00:00:00Z"

    /// Keys, a root set and some bundles.
    private static func folder() throws -> Folder {
        let folder = try Folder()
        try folder.write("000102030405060708090a0b0c0d0e0f\n", to: "token.key")
        try folder.write("version 7\ntoken 00112233445566778899aabbccddeeff\npar V001\n# x\n", to: "denied.txt")
        try folder.write(
            "token 00112233445566778899aabbccddeeff\ntoken FF112233445566778899aabbccddeeff\r\n", to: "next.txt")
        try folder.write("format: faregate-tariff/1\nname: fares\nextends: shenzhen\n", to: "tariff.yaml")
        let made = try Binary.shell(
            """
            set -e; chmod 600 token.key
            for k in root signer stranger; do $FG bundle keygen --out $k.key >$k.pub; done
            $FG bundle roots --version 1 \(until) --root-key root.key --signer $(cat signer.pub) -o roots
            $FG bundle make --type tariff --version 2 \(until) --key signer.key -o tariff.fgb tariff.yaml
            D="$FG bundle make --type deny-list \(until) --key signer.key --token-key token.key"
            $D --version 7 -o deny-7.fgb denied.txt
            $D --version 8 --base deny-7.fgb -o deny-8.fgb next.txt
            """, in: folder)
        try #require(made.code == 0, "\(made.words)")
        return folder
    }

    @Test func fromKeysToAStore() throws {
        let folder = try Self.folder()
        let run = try Binary.shell(
            """
            set -e
            $FG bundle verify deny-7.fgb --roots roots
            for f in tariff deny-7 deny-8; do $FG bundle install $f.fgb --store bundles --roots roots --json >last; done
            stat -c %a bundles bundles/tariff-2-*.fgb root.key
            $FG bundle show bundles --roots roots --json --check
            """, in: folder)
        #expect(run.code == 0, "\(run.words)")
        #expect(run.output.contains("deny-list    7"))
        #expect(run.output.contains("700\n400\n600\n"))
        let start = try #require(run.output.firstIndex(of: "{"))
        let shown = try JSONSerialization.jsonObject(with: Data(run.output[start...].utf8)) as? [String: Any]
        let list = shown?["deny_list"] as? [String: Int]
        #expect(list == ["entries": 2, "added": 1, "removed": 1])
        #expect((shown?["in_force"] as? [[String: Any]])?.compactMap { $0["version"] as? Int } == [8, 2])
    }

    /// A row each: a command, its exit code, and what is said in both languages.
    private static let refused: [(command: String, code: Int32, english: String, chinese: String)] = [
        ("bundle install deny-8.fgb --store empty --roots roots", 65, "install that first", "请先安装"),
        ("bundle install tariff.fgb --store s --roots roots --type network", 65, "a tariff where", "应为 network"),
        ("bundle install tariff.fgb --store s --roots roots --now 2100000000", 65, "the roots expired", "根列表已于"),
        ("bundle install token.key --store s --roots roots", 65, "not a bundle", "不是参数包"),
        ("bundle install missing --store s --roots roots", 65, "missing: cannot open", "missing: 操作失败"),
        ("bundle install tariff.fgb --store no/where --roots roots", 74, "cannot make the folder", "no/where"),
        ("bundle install tariff.fgb --store s --roots token.key", 65, "line 1", "第 1 行"),
        ("bundle show missing --roots roots", 74, "cannot open the folder", "操作失败"),
        ("bundle verify deny-7.fgb --roots roots --now 1", 65, "later than this clock", "晚于本机时钟"),
        ("bundle keygen --out root.key", 73, "is there already", "文件已存在"),
        (
            "bundle make --type tariff --version 0 --expires 2000000000 --key signer.key -o o tariff.yaml", 64,
            "--version", "--version"
        ),
        (
            "bundle make --type tariff --version 1 --expires 5 --key signer.key -o o tariff.yaml", 64, "later than",
            "须晚于"
        ),
        (
            "bundle make --type deny-list --version 9 --expires 2000000000 --key signer.key -o o next.txt", 64,
            "--token-key", "--token-key"
        ),
        (
            "bundle make --type deny-list --version 9 --expires 2000000000 --key signer.key --token-key token.key -o o denied.txt",
            65, "denied.txt:1: the list names another version", "名单中的版本"
        ),
        (
            "bundle make --type deny-list --version 9 --expires 2000000000 --key signer.key --token-key token.key -o o tariff.yaml",
            65, "tariff.yaml:1: neither", "tariff.yaml:1: 既不是"
        ),
        (
            "bundle make --type network --version 9 --expires 2000000000 --key signer.key -o o tariff.yaml", 65,
            "no such", "没有"
        ),
        (
            "bundle make --type tariff --version 9 --expires 2000000000 --key signer.key -o o denied.txt", 65,
            "denied.txt: tariff 9", "denied.txt: tariff 9"
        ),
        (
            "bundle make --type ca-keys --version 9 --expires 2000000000 --key signer.key -o o denied.txt", 65,
            "denied.txt: ", "denied.txt: "
        ),
        (
            "bundle make --type qr-roots --version 9 --expires 2000000000 --key signer.key -o o denied.txt", 65,
            "denied.txt: ", "denied.txt: "
        ),
        (
            "bundle make --type revocations --version 9 --expires 2000000000 --key signer.key -o o denied.txt", 65,
            "not a line of a revocation list", "denied.txt: "
        ),
        (
            "bundle make --type emergencies --version 9 --expires 2000000000 --key signer.key -o o denied.txt", 65,
            "denied.txt: ", "denied.txt: "
        ),
        (
            "bundle make --type accept-list --version 9 --expires 2000000000 --key signer.key -o o denied.txt", 65,
            "denied.txt: line 1: neither", "denied.txt: 第 1 行"
        ),
        ("bundle show shared --roots roots", 78, "chmod go-w", "chmod go-w"),
        (
            "bundle make --type tariff --version 9 --expires 2000000000 --key open.key -o o tariff.yaml", 78,
            "chmod 600", "chmod 600"
        ),
    ]

    /// All in one folder, which none of them changes but for an empty store.
    @Test func refusals() throws {
        let folder = try Self.folder()
        _ = try Binary.shell("cp signer.key open.key; chmod 644 open.key; mkdir shared; chmod 777 shared", in: folder)
        for (command, code, english, chinese) in Self.refused {
            for (language, words) in [("en", english), ("zh", chinese)] {
                let run = try Binary.shell("$FG \(command) --lang \(language)", in: folder)
                #expect(run.code == code && run.words.contains(words), "\(command): \(run.code) \(run.words)")
            }
        }
    }

    @Test func strangersAndChangedBytes() throws {
        let folder = try Self.folder()
        let run = try Binary.shell(
            """
            $FG bundle install tariff.fgb --store s --roots roots || exit 1
            $FG bundle make --type tariff --version 3 \(Self.until) --key stranger.key -o other.fgb tariff.yaml || exit 1
            $FG bundle install other.fgb --store s --roots roots; echo $?
            sed s/fares/feres/ tariff.fgb >changed.fgb
            $FG bundle verify changed.fgb --roots roots --json; echo $?
            $FG bundle show s --roots roots
            """, in: folder)
        #expect(run.words.contains("which the roots do not name") && run.words.contains("not the one that was signed"))
        #expect(run.output.contains("\"result\": \"refused\"") && run.lines.last?.hasPrefix("tariff       2") == true)
        #expect(run.lines.count(where: { $0 == "65" }) == 2)
    }

    @Test func newRoots() throws {
        let folder = try Self.folder()
        let run = try Binary.shell(
            """
            $FG bundle install tariff.fgb --store s --roots roots || exit 1
            $FG bundle roots --version 2 \(Self.until) --root-key stranger.key --previous-key root.key \
                --signer tariff=stranger.key -o roots-2 || exit 1
            $FG bundle install roots-2 --store s --roots roots || exit 1
            $FG bundle make --type tariff --version 1 \(Self.until) --key stranger.key -o new.fgb tariff.yaml || exit 1
            $FG bundle install new.fgb --store s --roots roots
            """, in: folder)
        #expect(run.code == 0, "\(run.words)")
        #expect(
            run.words.contains("signer's key has been withdrawn") && run.lines.last?.hasPrefix("tariff       1") == true
        )
    }

    /// The process is killed in the middle of installations of a list: there is always one in force, and the next goes.
    @Test func killed() throws {
        let folder = try Self.folder()
        let run = try Binary.shell(
            """
            $FG bundle install tariff.fgb --store s --roots roots >/dev/null 2>&1 || exit 1
            for n in 3 4 5 6 7 8 9 10; do
              $FG bundle make --type tariff --version $n \(Self.until) --key signer.key -o t.fgb tariff.yaml || exit 2
              $FG bundle install t.fgb --store s --roots roots >/dev/null 2>&1 & sleep 0.0$n; kill -9 $! 2>/dev/null
              wait $! 2>/dev/null
              $FG bundle show s --roots roots --check | grep -c '^tariff' || exit 3
            done
            $FG bundle make --type tariff --version 11 \(Self.until) --key signer.key -o t.fgb tariff.yaml || exit 4
            $FG bundle install t.fgb --store s --roots roots
            """, in: folder)
        #expect(run.code == 0, "\(run.words)")
        #expect(run.lines.count(where: { $0 == "1" }) == 8 && run.lines.last?.hasPrefix("tariff       11") == true)
    }
}
