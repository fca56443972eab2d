import Fares
import TestSupport
import Testing

/// The shipped tariff with random damage: it is read or refused, but nothing traps.
struct TariffMutationTests {
    @Test(arguments: UInt64(0)..<16)
    func damagedTariffsDoNotTrap(seed: UInt64) throws {
        let good = try #require(try DataFolder.embedded("tariffs").contents(of: "shenzhen.yaml"))
        var random = SplitMix64(seed: seed)
        for _ in 0..<200 {
            var bytes = good
            for _ in 0...random.below(3) {
                let place = random.below(bytes.count)
                switch random.below(4) {
                case 0: bytes[place] ^= 1 << UInt8(random.below(8))
                case 1: bytes[place] = random.one(of: Array("0123456789,:[]{}-#\"\n *&".utf8))
                case 2: bytes.removeSubrange(place..<min(bytes.count, place + 1 + random.below(30)))
                default: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 40)], at: place)
                }
            }
            _ = message { _ = try Tariff.read(file: "damaged.yaml", bytes: bytes) }
        }
    }
}
