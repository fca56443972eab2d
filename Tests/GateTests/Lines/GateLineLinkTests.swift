import Gate
import Testing

/// Whether a controller counts as there: silent, flooding, garbled, lying about its version.
struct GateLineLinkTests {
    /// Sends text at a moment; what comes of it in words.
    private static func send(_ text: String, _ link: inout GateLineLink, at now: UInt64) -> [String] {
        text.utf8.compactMap { byte in link.receive(byte, at: now).map { Self.text($0) } }
    }

    private static func text(_ output: GateLineLink.Output) -> String {
        switch output {
        case .event(.link(let isHeard)): isHeard ? "heard" : "lost"
        case .back(let zone): zone.map { "\($0) back" } ?? "back"
        case .event(.sensor(let sensor)): "\(sensor)"
        case .event(.emergencyLine(let isDrawn)): "emergency \(isDrawn)"
        case .event: "event"
        case .ping: "ping"
        case .hello: "hello"
        case .pong: "pong"
        case .fault(let fault): fault.kind.rawValue
        case .otherVersion(let version): "version \(version)"
        }
    }

    private static func ready() -> GateLineLink {
        var link = GateLineLink()
        link.connected(at: 1000)
        _ = link.tick(at: 1000)
        _ = send("PONG\n", &link, at: 1010)
        return link
    }

    @Test("it is there from its answer on, not before")
    func connecting() {
        var link = GateLineLink()
        link.connected(at: 1000)
        #expect(link.state == .connecting && link.nextDeadline == 1000)
        #expect(link.tick(at: 1000) == .hello && link.tick(at: 1000) == nil && link.nextDeadline == 2000)
        #expect(Self.send("HELLO 1\nZONE 1\nPING\n", &link, at: 1001) == ["pong"])
        #expect(link.state == .connecting)
        #expect(Self.send("PONG\nPONG\n", &link, at: 1010) == ["zoneOccupied back"])
        #expect(link.state == .ready)
    }

    @Test("three seconds of silence and it is lost; its answer brings it back")
    func silent() {
        var link = Self.ready()
        #expect(link.tick(at: 2000) == .ping && link.tick(at: 3000) == .ping)
        #expect(link.tick(at: 4009) == .ping && link.nextDeadline == 4010)
        #expect(link.tick(at: 4010) == .event(.link(false)) && link.state == .silent)
        #expect(Self.send("ZONE 1\n", &link, at: 4100) == [] && link.state == .silent)
        #expect(Self.send("PONG\n", &link, at: 4200) == ["zoneOccupied back"] && link.state == .ready)
        #expect(Self.send("ZONE 0\n", &link, at: 4300) == ["zoneFree"])
    }

    @Test("until it is there it is greeted with each heartbeat, and what it said of the zone before that is forgotten")
    func greetedAgain() {
        var link = Self.ready()
        #expect(link.tick(at: 4010) == .event(.link(false)))
        link.greeted()
        #expect(link.tick(at: 4010) == .hello && link.tick(at: 4010) == nil)
        #expect(Self.send("ZONE 0\n", &link, at: 4500) == [])
        #expect(link.tick(at: 5010) == .hello && link.tick(at: 6010) == .hello)
        var other = link
        #expect(Self.send("PONG\n", &link, at: 6500) == ["back"])
        #expect(link.tick(at: 7010) == .ping)
        // Greeted as well where a part of its answer was none.
        #expect(Self.send("ZONE 0\n?\nPONG\n", &other, at: 6500) == ["unknown-word"] && other.state == .silent)
        other.greeted()
        #expect(Self.send("PONG\n", &other, at: 6600) == ["back"])
    }

    @Test("a flood: lost, nothing but the emergency line and the zone is heard, and a calm second comes first")
    func flooding() {
        var link = Self.ready()
        let most = GateLineLimits().mostLines
        let flood = String(repeating: "PASSED\n", count: most - 1)
        #expect(Self.send(flood, &link, at: 1500).count == most - 1)
        #expect(Self.send("PASSED\n", &link, at: 1500) == ["lost"] && link.state == .flooding)
        #expect(
            Self.send("PASSED\nPONG\nPING\nEMERGENCY 1\nZONE 0\n", &link, at: 1600)
                == ["emergency true"])
        #expect(Self.send("PONG\n", &link, at: 2100) == [] && link.state == .flooding)
        #expect(Self.send("PASSED\nEMERGENCY 0\n", &link, at: 2200) == ["emergency false"])
        #expect(Self.send("PONG\n", &link, at: 3200) == ["zoneFree back"] && link.state == .ready)
    }

    @Test("ten lines in a row that are none: lost, until it answers")
    func garbled() {
        var link = Self.ready()
        let noise = String(repeating: "?\n", count: 9)
        #expect(Self.send(noise + "PING\n" + noise, &link, at: 1500).filter { $0 == "lost" }.isEmpty)
        #expect(Self.send("?\n", &link, at: 1600) == ["lost"] && link.state == .garbled)
        #expect(Self.send("?\n", &link, at: 1600) == ["unknown-word"])
        #expect(link.faultCount == 20)
        #expect(Self.send("PONG\nPONG\n", &link, at: 1700) == [])
        #expect(link.tick(at: 2000) == .hello)
        #expect(Self.send("PONG\n", &link, at: 2001) == ["back"])
    }

    @Test("a line that was none before the answer: it may have been the zone or the emergency line, so greeted again")
    func garbledAnswer() {
        var link = GateLineLink()
        link.connected(at: 1000)
        #expect(link.tick(at: 1000) == .hello)
        #expect(Self.send("HELLO 1\nZ?NE 0\nPONG\nPONG\n", &link, at: 1001) == ["unknown-word"])
        #expect(link.state == .connecting && link.tick(at: 2000) == .hello)
        #expect(Self.send("HELLO 1\nZONE 0\nEMERGENCY 1\nPONG\n", &link, at: 1002).last == "zoneFree back")
        // One that was none while it was there is another matter.
        #expect(Self.send("Z?NE 0\nPONG\n", &link, at: 1003) == ["unknown-word"] && link.state == .ready)
        _ = link.lost(.gone)
        link.connected(at: 5000)
        #expect(Self.send("PONG\n", &link, at: 5001) == ["back"])
    }

    @Test("one that says something of its own each time it is greeted is there in the end")
    func banner() {
        var link = GateLineLink()
        link.connected(at: 1000)
        for turn in 0..<3 as Range<UInt64> {
            #expect(link.tick(at: 1000 + turn * 1000) == .hello)
            #expect(Self.send("Welcome\nZONE 0\nPONG\n", &link, at: 1001 + turn * 1000) == ["unknown-word"])
        }
        #expect(link.tick(at: 4000) == .hello)
        #expect(Self.send("Welcome\nZONE 0\nPONG\n", &link, at: 4001) == ["unknown-word", "zoneFree back"])
    }

    @Test("noise without an end of line is silence in the end")
    func noise() {
        var link = Self.ready()
        #expect(Self.send(String(repeating: "x", count: 100_000), &link, at: 2000) == [])
        #expect(link.tick(at: 4010) == .event(.link(false)))
    }

    @Test("a wire that is gone is news once; a new one forgets what stood on the old")
    func gone() {
        var link = Self.ready()
        #expect(Self.send("PASS", &link, at: 1500) == [])
        #expect(link.lost(.gone) && !link.lost(.gone) && link.state == .gone)
        link.connected(at: 5000)
        #expect(Self.send("ED\nPONG\n", &link, at: 5001) == ["unknown-word"] && link.tick(at: 5001) == .hello)
        #expect(Self.send("PONG\n", &link, at: 5002) == ["back"])
    }

    @Test("another version is lost, whatever it answers, and only its emergency line is heard")
    func version() {
        var link = Self.ready()
        #expect(Self.send("HELLO 2\nPASSED\nPONG\nEMERGENCY 1\n", &link, at: 1500) == ["lost", "emergency true"])
        #expect(link.state == .otherVersion)
        #expect(Self.send("HELLO 1\n", &link, at: 1600) == [] && link.state == .connecting)
        #expect(Self.send("PASSED\nPONG\n", &link, at: 1700) == ["passed", "back"])
        link.connected(at: 5000)
        #expect(Self.send("HELLO 0\nPONG\n", &link, at: 5001) == ["version 0"] && link.state == .otherVersion)
        // Nor after a flood.
        let flood = String(repeating: "PASSED\n", count: GateLineLimits().mostLines)
        #expect(Self.send(flood + "HELLO 2\n", &link, at: 5500) == ["version 2"] && link.state == .flooding)
        #expect(Self.send("PONG\n", &link, at: 6100) == [] && link.state == .flooding)
        #expect(Self.send("PONG\n", &link, at: 7200) == [] && link.state == .otherVersion)
    }

    @Test("a new connection does not end a flood")
    func floodsOn() {
        var link = Self.ready()
        _ = Self.send(String(repeating: "PASSED\n", count: GateLineLimits().mostLines + 1), &link, at: 1500)
        link.connected(at: 2000)
        #expect(Self.send("PONG\n", &link, at: 2100) == [] && link.state == .connecting)
        #expect(Self.send("PONG\n", &link, at: 3100) == ["back"])
    }

    @Test("nor do attempts to connect that fail")
    func floodsOnLater() {
        var link = Self.ready()
        _ = Self.send(String(repeating: "PASSED\n", count: GateLineLimits().mostLines + 1), &link, at: 1500)
        let isNews = link.lost(.gone) || link.lost(.gone)
        #expect(!isNews)
        link.connected(at: 2000)
        #expect(Self.send("PONG\n", &link, at: 2100) == [] && link.state == .connecting)
        #expect(Self.send("PONG\n", &link, at: 3100) == ["back"])
        // What is over is over.
        _ = link.lost(.gone)
        link.connected(at: 4000)
        #expect(Self.send("PONG\n", &link, at: 4100) == ["back"])
    }
}
