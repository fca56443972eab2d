import TestSupport

/// Bytes for readers that must not trap: noise, or a good file with random damage.
enum RailDamage {
    private static let alphabet = Array("0123456789,.\"-\n\rABGXZ".utf8) + [0, 0xFF, 0xE5]

    static func bytes(_ good: String, _ round: Int, _ random: inout SplitMix64) -> [UInt8] {
        guard round % 4 > 0 else {
            return (0..<random.below(120)).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        }
        var bytes = Array(good.utf8)
        for _ in 0..<random.below(4) {
            guard !bytes.isEmpty else { return bytes }
            let place = random.below(bytes.count)
            switch random.below(4) {
            case 0: bytes[place] ^= 1 << UInt8(random.below(8))
            case 1: bytes[place] = random.one(of: alphabet)
            case 2: bytes.removeSubrange(place..<min(bytes.count, place + 1 + random.below(20)))
            default: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 20)], at: place)
            }
        }
        return bytes
    }
}
