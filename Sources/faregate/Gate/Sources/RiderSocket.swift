import CardEmulator
import Fares
import Gate
import Lane
import SmartCard

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Emulated cards whose riders ask over a socket to be presented, for tests of whole gates.
///
/// - **Shape**: a request is a line `NUMBER DATE TIME`, the card's number in its deck and the local time at the gate;
///   the answer is `open`, `refused` or `again` with the reason and the record's sequence, or `wait` where the lane
///   takes none now. The lane's clock is that of the requests.
/// - **Limits**: ``mostRiders`` connections, ``mostBytes`` a line.
/// - **Errors**: what cannot be read is answered `bad`; a socket that cannot be listened at ends the source.
final class RiderSocket: LaneSource {
    private static let mostRiders = 16
    private static let mostBytes = 64

    private let profile: CardProfile
    private let time: RiderTime
    private let path: String
    private let listener: Int32
    private let present: (any CardChannel) -> LaneTap?
    private let tell: (LaneNews) -> Void
    private var riders: [LineClient] = []

    init(
        _ path: String, _ profile: CardProfile, _ time: RiderTime,
        present: @escaping (any CardChannel) -> LaneTap?, tell: @escaping (LaneNews) -> Void
    ) throws {
        self.path = path
        self.profile = profile
        self.time = time
        self.present = present
        self.tell = tell
        do throws(LocalSocket.Fault) { listener = try LocalSocket.listen(path) } catch {
            throw error.failure(at: path)
        }
    }

    func turn(milliseconds: Int) -> Bool {
        var polled = [pollfd(fd: listener, events: Int16(POLLIN), revents: 0)] + riders.map { $0.polled }
        _ = unsafe poll(&polled, nfds_t(polled.count), Int32(milliseconds))
        for (rider, state) in zip(riders, polled.dropFirst()) where state.revents != 0 {
            for line in rider.receive(state.revents, mostBytes: Self.mostBytes) {
                if case .text(let text) = line { rider.append(answer(text)) } else { rider.append("bad") }
                rider.flush()
            }
        }
        for rider in riders { rider.flush() }
        riders.removeAll { $0.isClosed }
        if polled[0].revents != 0 { accept() }
        return true
    }

    func close() {
        for rider in riders { rider.close() }
        Glibc.close(listener)
        Machine.remove(path)
    }

    private func accept() {
        let descriptor = Glibc.accept(listener, nil, nil)
        guard descriptor >= 0 else { return }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        LocalSocket.setNonBlocking(descriptor)
        let rider = LineClient(descriptor, user: .max)
        if riders.count < Self.mostRiders { riders.append(rider) } else { rider.close() }
    }

    private func answer(_ text: String) -> String {
        let words = text.split(separator: " ", maxSplits: 1)
        guard words.count == 2, let number = Int(words[0]), let now = LocalTime(String(words[1])),
            let pan = CardDeck.number(number, like: CardImage(profile).pan)
        else { return "bad" }
        time.set(now)
        let card = VirtualCard(CardImage(profile, pan: pan), using: SystemRandomNumberGenerator())
        guard let tap = present(card) else { return "wait" }
        tell(.tap(tap))
        return "\(tap.outcome.rawValue) \(tap.reason) \(tap.verdict?.tapSequence ?? 0)"
    }
}
