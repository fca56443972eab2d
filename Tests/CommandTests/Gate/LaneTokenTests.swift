import CardEmulator
import Dispatch
import EMV
import Fares
import Gate
import Journal
import Lane
import SmartCard
import Synchronization
import TestSupport
import Testing

@testable import faregate

/// Lanes of one process share a desk and a journal, and nothing that a thread changes.
struct LaneTokenTests {
    private final class OpenBarrier: Barrier {
        func open(_ sequence: UInt64) -> Bool { true }
        func refuse(isRetry: Bool) {}
    }

    /// Each thread uses its own lane of it.
    private struct Lanes: @unchecked Sendable { let box: GateBox }

    private static let key = [UInt8](repeating: 7, count: 16)

    @Test("eight lanes with many cards at once: each card has the token that it has alone, and no other's")
    func tokens() throws {
        let folder = try Folder()
        try folder.write(String(repeating: "07", count: 16) + "\n", to: "token.key")
        let book = try FareBook(try #require(try Edition.shipped("current")))
        var keys = CAPublicKeyStore()
        try EmulatorKeys.add(to: &keys)
        let store = GateStore(
            folder: folder.file("day"), durability: .crash, windowMilliseconds: 0,
            tokenKeyPath: folder.file("token.key"))
        let station = try book.edition.directory.station("罗湖")
        let setups = (0..<8).map { lane in
            BoxWay.Setup(
                site: LaneSite(station: station, of: book, direction: .entry), place: lane, barrier: OpenBarrier(),
                keyModule: nil, takesCodes: false)
        }
        let clock = GateClock.system(fixed: LocalTime(TestCodes.clock))
        let box = try GateBox(
            book, store, CardSetup(denyList: CardDenyList(), keys: keys), clock: clock, lanes: 8
        ) { _ in setups }
        let pan = CardImage(.quickPassDebit).pan
        let found = Mutex<[(number: String, token: CardTokenValue?, reason: String)]>([])
        let lanes = Lanes(box: box)
        DispatchQueue.concurrentPerform(iterations: 8) { lane in
            for index in 0..<12 {
                guard let number = CardDeck.number(100 * lane + index, like: pan) else { continue }
                let card = VirtualCard(
                    CardImage(.quickPassDebit, pan: number), using: SystemRandomNumberGenerator())
                let tap = lanes.box.ways[lane].lane.present(card)
                found.withLock { $0.append((number.digits, tap.token, tap.reason)) }
            }
        }
        try box.close()
        let alone = try #require(CardTokenizer(key: Self.key, identifier: 1))
        let taps = found.withLock { $0 }
        #expect(taps.count == 96 && Set(taps.compactMap { $0.token }).count == 96)
        for tap in taps {
            #expect(tap.token == alone.token(ofDigits: Array(tap.number.utf8)) && tap.reason == "entered")
        }
    }
}
