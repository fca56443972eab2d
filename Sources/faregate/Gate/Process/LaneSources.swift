import CardEmulator
import Lane
import PCSC
import QRTickets
import SmartCard

/// Makes the sources of one way of a lane from its configuration.
struct LaneSources {
    let seat: LaneSeat
    let way: BoxWay
    let configuration: LaneConfiguration.Way
    let stop: StopFlag
    let claims: ReaderClaims

    /// Each source's name with what opens it.
    var all: [(name: String, make: () throws -> any LaneSource)] {
        var found: [(name: String, make: () throws -> any LaneSource)] = []
        let names = seat.configuration.sourceNames(configuration)
        func add(_ make: @escaping (String) throws -> any LaneSource) {
            let name = names[found.count]
            found.append((name, { try make(name) }))
        }
        if let wanted = configuration.reader?.value { add { try reader(wanted, $0) } }
        if let scanner = configuration.scanner { add { try self.scanner(scanner, $0) } }
        if let camera = configuration.camera { add { try self.camera(camera, $0) } }
        if let deck = configuration.deck { add { try self.deck(deck, $0) } }
        return found
    }

    private func reader(_ wanted: String, _ name: String) throws -> any LaneSource {
        let found = try ReaderNames.present(wanted)
        if let owner = claims.claim(found, by: "\(seat.id) \(name)") {
            throw LaneRunner.Absent(words: .readerTaken(found, owner))
        }
        let arrivals = CardArrivals(reader: found)
        way.lane.isLastTap = { arrivals.isLastTap($0.presenceToken, now: GateClock.milliseconds) }
        return ReaderSource(
            arrivals, present: { seat.present($0, way) }, tell: { seat.take($0, name, way) })
    }

    private func scanner(_ scanner: LaneConfiguration.Scanner, _ name: String) throws -> any LaneSource {
        guard var settings = ScannerSettings(rate: scanner.rate) else { throw CommandExit.configuration }
        settings.framing.encoding = scanner.encoding
        settings.framing.suffix = scanner.suffix
        let seat = seat
        let path = scanner.device.path
        let codes = try SerialCodes(path, settings) { state in
            seat.become(state == .ready ? .working : .fault(.scanner(state, path)), name)
        }
        return codeSource(codes, name)
    }

    private func camera(_ camera: LaneConfiguration.Camera, _ name: String) throws -> any LaneSource {
        guard let frames = CameraFrames(argument: camera.frames.value) else { throw CommandExit.configuration }
        let codes = try CameraCodes(camera.source.path, frames.form)
        seat.become(.working, name)
        return codeSource(codes, name)
    }

    private func codeSource(_ source: any CodeSource, _ name: String) -> ScannerSource {
        ScannerSource(
            source, look: {}, present: { seat.present(code: $0, way) }, tell: { seat.take($0, name, way) })
    }

    private func deck(_ deck: LaneConfiguration.Deck, _ name: String) throws -> any LaneSource {
        if let riders = deck.riders, let time = way.setup.riderTime {
            guard let profile = CardProfile(rawValue: deck.profile.value) else { throw CommandExit.configuration }
            let source = try RiderSocket(
                riders.path, profile, time, present: { seat.present($0, way) }, tell: { seat.take($0, name, way) })
            seat.become(.working, name)
            return source
        }
        guard let images = DeckSource.images(deck.profile.value, cards: deck.cards) else {
            throw CommandExit.configuration
        }
        seat.become(.working, name)
        return try DeckSource(
            images, state: nil, intervalMilliseconds: deck.intervalMilliseconds, count: deck.count ?? .max, stop,
            present: { seat.present($0, way) }, tell: { seat.take($0, name, way) })
    }
}
