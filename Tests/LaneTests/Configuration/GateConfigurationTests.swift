import Gate
import Journal
import Lane
import QRTickets
import Testing

/// What a gate's YAML file says, and what it may not say.
struct GateConfigurationTests {
    private static let folder = "/etc/faregate"

    private static func read(
        _ text: String, _ variables: [String: String] = [:]
    ) -> (configuration: GateConfiguration?, faults: [String]) {
        let faults = ConfigurationFaults()
        let context = ConfigurationContext(folder: folder) { variables[$0] }
        let configuration = GateConfiguration.read(Array(text.utf8), context: context, faults)
        return (configuration, faults.sorted.map { "\($0.place.line):\($0.place.key):\(name($0.kind))" })
    }

    private static func name(_ kind: ConfigurationFault.Kind) -> String {
        switch kind {
        case .unknownKey(let near, _): "unknown(\(near.joined(separator: ",")))"
        case .expected(.oneOf(_, let near), let found): "oneOf(\(found)->\(near.joined(separator: ",")))"
        case .expected(_, let found): "expected(\(found))"
        case .taken(let other): "taken(\(other))"
        case .missingOneOf: "missingOneOf"
        case .goesWith(let key): "goesWith(\(key))"
        case .notWith(let key): "notWith(\(key))"
        case .noVariable(let name): "noVariable(\(name))"
        case .notYAML: "notYAML"
        case .wrong: "wrong"
        default: "\(kind)"
        }
    }

    /// Four lines that all files of the table begin with.
    private static let head = "station: 罗湖\njournal: day\nlanes:\n"
    private static let lane = "  - {id: A1, direction: entry, reader: one}\n"

    @Test(
        "each fault is named with its line and its key",
        arguments: [
            ("", ["1::empty"]),
            ("[", ["2::notYAML"]),
            ("- a\n", ["1::expected([...])"]),
            (head + lane + "limits: {hangSeconds: 010}\n", ["5:limits.hangSeconds:expected(010)"]),
            ("station: x\nstation: y\n", ["1:station:repeated"]),
            (head, ["3:lanes:expected()"]),
            (head + "  []\n", ["3:lanes:expected([])"]),
            ("journal: day\nlanes:\n" + lane, ["1:station:missing"]),
            ("station: 罗湖\nlanes:\n" + lane, ["1:journal:missing"]),
            (head + lane + "statoin: x\n", ["5:statoin:unknown(station)"]),
            (head + lane + "frobnicate: x\n", ["5:frobnicate:unknown()"]),
            (head + lane + "edition: a\nnetwork: b\n", ["6:network:notWith(edition)"]),
            (head + lane + "device: a b\n", ["5:device:expected(a b)"]),
            (head + lane + "log: {level: informaton}\n", ["5:log.level:oneOf(informaton->)"]),
            (head + lane + "log: {level: inf}\n", ["5:log.level:oneOf(inf->info)"]),
            (head + lane + "log: yes\n", ["5:log:expected(yes)"]),
            (head + lane + "keys: {test: 1}\n", ["5:keys.test:expected(1)"]),
            (head + lane + "keys: {acquirer: 0102}\n", ["5:keys.acquirer:expected(0102)"]),
            (head + lane + "tokens: {number: 0}\n", ["5:tokens.number:expected(0)"]),
            (head + lane + "tokens: {number: +1}\n", ["5:tokens.number:expected(+1)"]),
            (head + lane + "limits: {statusConnections: 65}\n", ["5:limits.statusConnections:expected(65)"]),
            (head + lane + "denyList: ~\n", ["5:denyList:expected(~)"]),
            (head + lane + "denyList: $HOME/x\n", []),
            (head + lane + "denyList: ${HOME}/x\n", ["5:denyList:expected(${HOME}/x)"]),
            (head + lane + "denyList: ${CREDENTIALS_DIRECTORY}/x\n", ["5:denyList:noVariable(CREDENTIALS_DIRECTORY)"]),
            (head + lane + "status: day\n", ["5:status:taken(journal)"]),
            (head + lane + "status: s\ncontrol: s\n", ["6:control:taken(status)"]),
            (head + "  - {direction: entry, reader: one}\n", ["4:lanes[1].id:missing"]),
            (head + "  - {id: A1, reader: one}\n", ["4:lanes[1].direction:missing"]),
            (head + "  - {id: A1, direction: entry}\n", ["4:lanes[1]:missingOneOf"]),
            (head + "  - {id: A1, direction: in, reader: one}\n", ["4:lanes[1].direction:oneOf(in->)"]),
            (head + lane + "  - {id: A1, direction: exit, reader: two}\n", ["5:lanes[2].id:taken(lanes[1].id)"]),
            (head + lane + "  - {id: 2, direction: exit, reader: two}\n", []),
            (head + lane + "  - {id: 1, direction: exit, reader: two}\n", ["5:lanes[2].id:wrong"]),
            (
                head + lane + "  - {id: A2, direction: exit, reader: ONE}\n",
                ["5:lanes[2].reader:taken(lanes[1].reader)"]
            ),
            (
                head + "  - {id: A1, direction: entry, scanner: a, barrier: {kind: serial, path: a}}\n",
                ["4:lanes[1].barrier.path:taken(lanes[1].scanner)"]
            ),
            (
                head + lane + "  - {id: A2, direction: exit, reader: two, psam: one}\n",
                ["5:lanes[2].psam:taken(lanes[1].reader)"]
            ),
            (
                head + "  - {id: A1, direction: entry, reader: one, barrier: {kind: tcp}}\n",
                ["4:lanes[1].barrier.address:missing"]
            ),
            (
                head + "  - {id: A1, direction: entry, reader: one, barrier: {kind: tcp, address: x}}\n",
                ["4:lanes[1].barrier.address:expected(x)"]
            ),
            (
                head + "  - {id: A1, direction: entry, reader: one, barrier: {kind: none, path: x}}\n",
                ["4:lanes[1].barrier.path:notWith(kind: none)"]
            ),
            (
                head + "  - {id: A1, direction: two-way, simulated: {entry: quickpass-debit, exit: t-union}}\n", []
            ),
            (
                head + "  - {id: A1, direction: two-way, simulated: {profile: quickpass-debit}}\n",
                ["4:lanes[1].simulated.profile:unknown()"]
            ),
            (
                head + "  - {id: A1, direction: two-way, readers: {exit: one}, simulated: {exit: t-union}}\n",
                ["4:lanes[1].simulated.exit:notWith(readers.exit)"]
            ),
            (
                head + "  - {id: A1, direction: entry, station: ~, reader: one}\n",
                ["4:lanes[1].station:expected(~)"]
            ),
            (
                head + "  - {id: A1, direction: entry, simulated: {profile: t-union, cards: 2, riders: r}}\n",
                ["4:lanes[1].simulated.cards:notWith(riders)"]
            ),
            (
                head + lane + "  - {id: A2, direction: exit, simulated: {profile: t-union, riders: day}}\n",
                ["2:journal:taken(lanes[2].simulated.riders)"]
            ),
            (head + "  - {id: A1, direction: two-way, reader: one}\n", ["4:lanes[1].reader:wrong"]),
            (
                head + "  - {id: A1, direction: entry, readers: {entry: one}}\n",
                ["4:lanes[1].readers:goesWith(direction: two-way)"]
            ),
            (
                head + "  - {id: A1, direction: entry, reader: one, simulated: visa}\n",
                ["4:lanes[1].simulated:notWith(reader)"]
            ),
            (
                head + "  - {id: A1, direction: entry, reader: one, media: [quickpas]}\n",
                ["4:lanes[1].media[1]:oneOf(quickpas->quickpass)"]
            ),
            (
                head + "  - {id: A1, direction: entry, reader: a, barrier: {kind: simulated, reportMs: 3000}}\n",
                ["4:lanes[1].barrier.reportMs:notWith(kind: simulated)"]
            ),
            (
                head
                    + "  - {id: A1, direction: entry, reader: a, barrier: {kind: signals, path: b, releaseOnPowerLoss: true}}\n",
                ["4:lanes[1].barrier.releaseOnPowerLoss:notWith(kind: signals)"]
            ),
            (head + "  - {id: A1, direction: entry, scanner: {baud: 9600}}\n", ["4:lanes[1].scanner.device:missing"]),
            (
                head + "  - {id: A1, direction: entry, scanner: {device: a, baud: 5}}\n",
                ["4:lanes[1].scanner.baud:oneOf(5->)"]
            ),
            // All of a file at once.
            (
                "staton: x\nlanes:\n  - {id: A1, direction: up, raeder: one}\nlimits: {hangSeconds: 0}\n",
                [
                    "1:staton:unknown(station)", "1:station:missing", "1:journal:missing",
                    "3:lanes[1].direction:oneOf(up->)", "3:lanes[1].raeder:unknown(reader)",
                    "4:limits.hangSeconds:expected(0)",
                ]
            ),
        ])
    func faults(text: String, expected: [String]) {
        let (configuration, faults) = Self.read(text)
        #expect(faults == expected)
        #expect((configuration == nil) == !expected.isEmpty)
    }

    @Test("what a file says is what is read; paths begin at its folder")
    func sound() throws {
        let text =
            Self.head + """
                  - id: A1
                    direction: two-way
                    readers: {entry: one, exit: two}
                    scanners: {exit: {device: /dev/a, baud: 9600, encoding: hex, suffix: cr}}
                    psam: three
                    barrier: {kind: serial, path: /dev/b, form: normally-open, passSeconds: 5, reportMs: 3000,
                        releaseOnPowerLoss: false}
                    media: [quickpass]
                tokens: {key: "${CREDENTIALS_DIRECTORY}/token"}
                control: /run/c
                """
        let (read, faults) = Self.read(text, ["CREDENTIALS_DIRECTORY": "/run/credentials"])
        let configuration = try #require(read, "\(faults)")
        #expect(configuration.store.folder.path == "/etc/faregate/day" && configuration.store.durability == .power)
        #expect(configuration.tokens.key?.path == "/run/credentials/token")
        #expect(configuration.tokens.key?.isCredential == true && configuration.store.folder.isCredential == false)
        #expect(configuration.control?.path.path == "/run/c" && configuration.device == "gate-1")
        let lane = try #require(configuration.lanes.first)
        #expect(lane.ways.map(\.direction) == [.entry, .exit] && lane.ways.map { $0.reader?.value } == ["one", "two"])
        #expect(lane.ways[0].scanner == nil && lane.ways[1].scanner?.rate == 9600)
        #expect(lane.ways[1].scanner?.encoding == .hex && lane.ways[1].scanner?.suffix == .carriageReturn)
        #expect(lane.barrier.kind == .serial && lane.barrier.form == .normallyOpen && lane.barrier.passSeconds == 5)
        #expect(lane.barrier.reportMilliseconds == 3000 && !lane.barrier.releasesOnPowerLoss)
        #expect(lane.media == ["quickpass"] && lane.keyModule?.value.reader == "three")
    }

    @Test("the environment names files of secrets before the file does, and nothing else")
    func environment() throws {
        let text = Self.head + Self.lane + "tokens: {key: a}\n"
        let variables = [
            "FAREGATE_TOKEN_KEY": "/run/t", "FAREGATE_DEVICE_KEY": "d", "FAREGATE_STATION": "x",
        ]
        let configuration = try #require(Self.read(text, variables).configuration)
        #expect(configuration.tokens.key?.path == "/run/t")
        #expect(configuration.store.deviceKey?.path == "/etc/faregate/d" && configuration.station.value == "罗湖")
        #expect(Self.read(text, ["FAREGATE_TOKEN_KEY": "${X}"]).faults == ["0:FAREGATE_TOKEN_KEY:expected(${X})"])
    }

    @Test("64 lanes, and not one more")
    func mostLanes() {
        func text(_ count: Int) -> String {
            Self.head + (1...count).map { "  - {id: L\($0), direction: exit, reader: r\($0)}\n" }.joined()
        }
        #expect(Self.read(text(64)).configuration?.lanes.count == 64)
        #expect(Self.read(text(65)).faults == ["3:lanes:tooManyLanes(most: 64)"])
    }

    @Test(
        "what would take the reader's stack or memory is refused before it is read",
        arguments: [
            (String(repeating: "[", count: 100_000), "1::tooDeep"),
            (String(repeating: "- ", count: 5000), "1::tooDeep"),
            (String(repeating: "? ", count: 5000), "1::tooDeep"),
            (String(repeating: "{\n", count: 5000), "65::tooDeep"),
            (String(repeating: "#", count: 200_000), "1::tooLarge(mostBytes: 131072)"), ("a: \u{0}", "1::notText"),
            ("station: X\nlanguage: zh\nlanguage: en\n", "2:language:repeated"),
        ])
    func hostile(text: String, expected: String) {
        #expect(Self.read(text).faults == [expected])
    }

    @Test(
        "what a running process can take over, and what it cannot",
        arguments: [
            ("", "", "", ""),
            ("", "denyList: x\n", "denyList", ""),
            ("log: {level: info}\n", "log: {level: debug}\n", "log.level", ""),
            ("", "keys: {ca: x}\ncards: {barSeconds: 5}\n", "keys.ca,cards", ""),
            ("", "device: other\nlimits: {hangSeconds: 9}\n", "limits.hangSeconds", "device"),
            ("", "limits: {statusConnections: 9}\n", "", "limits"),
            ("", "keys: {roots: x}\nstatus: s\n", "", "keys.roots,status"),
            ("", "edition: current\ntariff: t\n", "", "edition,tariff"),
        ])
    func changes(old: String, new: String, live: String, atRestart: String) throws {
        let first = try #require(Self.read(Self.head + Self.lane + old).configuration)
        let second = try #require(Self.read("# moved\n" + Self.head + Self.lane + new).configuration)
        let changes = first.changes(to: second)
        #expect(changes.live.joined(separator: ",") == live)
        #expect(changes.atRestart.joined(separator: ",") == atRestart)
    }

    @Test("a running process has the CA keys of the new file alone, and all other keys as it began")
    func liveKeys() throws {
        let first = try #require(Self.read(Self.head + Self.lane + "keys: {test: true, roots: a}\n").configuration)
        let second = try #require(Self.read(Self.head + Self.lane + "keys: {ca: x, roots: b}\n").configuration)
        let live = second.withLiveKeys(of: first)
        #expect(live.keys.acceptsTest && live.keys.ca?.path == second.keys.ca?.path)
        #expect(live.keys.roots == first.keys.roots && live.lanes == second.lanes)
    }

    @Test("another lane is named")
    func changedLane() throws {
        let first = try #require(Self.read(Self.head + Self.lane).configuration)
        let second = try #require(Self.read(Self.head + Self.lane.replacing("one", with: "two")).configuration)
        #expect(first.changes(to: second).atRestart == ["lanes.A1"])
        let third = try #require(Self.read(Self.head + Self.lane.replacing("A1", with: "A2")).configuration)
        #expect(first.changes(to: third).atRestart == ["lanes.A1", "lanes.A2"])
    }
}
