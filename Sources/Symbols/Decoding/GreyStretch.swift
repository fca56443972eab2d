/// Grey values drawn out to the whole range.
///
/// - **Shape**: the value that 1 % of the pixels lie below becomes 0, the one that 1 % lie above 255, what lies between
///   is spread evenly; a picture of one grey stays as it is.
/// - **Source**: `qr.md` 9.
struct GreyStretch {
    /// The new value of each grey value.
    let values: [UInt8]

    init(of image: GreyImage) {
        var counts = [Int](repeating: 0, count: 256)
        let pixels = image.pixels.span
        for index in pixels.indices { counts[Int(pixels[index])] += 1 }
        let share = pixels.count / 100
        let low = Self.first(counts, beyond: share, of: Array(0...255))
        let high = Self.first(counts, beyond: share, of: Array((0...255).reversed()))
        values = (0..<256).map { value in
            guard high > low else { return UInt8(value) }
            return UInt8(min(255, max(0, ((value - low) * 255 + (high - low) / 2) / (high - low))))
        }
    }

    /// The same, with black and white exchanged.
    var inverted: [UInt8] { values.map { 255 - $0 } }

    private static func first(_ counts: [Int], beyond share: Int, of order: [Int]) -> Int {
        var seen = 0
        for value in order {
            seen += counts[value]
            if seen > share { return value }
        }
        return 0
    }
}
