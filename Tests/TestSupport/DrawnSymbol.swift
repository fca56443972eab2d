import Foundation

/// A QR symbol (version 4, level M) of ``payload``, drawn into a grey picture in many ways.
///
/// - **Source**: the modules were made with libqrencode 4.1.1 from the payload.
package struct DrawnSymbol {
    /// 60 bytes with zeros, line ends and bytes that are no text.
    package static let payload: [UInt8] = {
        var bytes = (0..<60).map { UInt8(($0 * 37 + 5) & 0xFF) }
        bytes.replaceSubrange(10..<15, with: [0x00, 0x0D, 0x0A, 0x80, 0xFF])
        return bytes
    }()

    package var width = 320
    package var height = 240
    /// Pixels of a module.
    package var scale = 5.0
    /// Turned clockwise about the middle of the picture.
    package var degrees = 0.0
    /// How much smaller the far side is than the near one: 0 is seen from the front.
    package var tilt = 0.0
    package var dark = 20.0
    package var light = 235.0
    /// Standard deviation of the noise.
    package var noise = 0.0

    private static let side = 33
    private static let quietModules = 4.0
    /// Row by row, the first module in the highest bit; 1 is dark.
    private static let modules: [UInt64] = [
        0x1FD7CC97F, 0x105898041, 0x17431EA5D, 0x17516EB5D, 0x17484115D, 0x10415C441, 0x1FD55557F, 0x1658B00,
        0x16E1EAA4B, 0x14106BD20, 0x8C347F7E, 0x4ADCBD58, 0x1E5400266, 0x90B0E81C, 0xDDDEB9C6, 0xF0CD3E1A, 0x3650FA5F,
        0x150C678EF, 0x1A541F179, 0x82C36E71, 0x1179DD17E, 0x192EDAD08, 0xFEC92A5, 0xEA2F0602, 0x14E5EBDFF, 0x1D55711,
        0x1FD4F0553, 0x105186113, 0x174B8AFF0, 0x17540E129, 0x175B31DB4, 0x104C545A9, 0x1FD9BBB0C,
    ]

    package init() {}

    /// The picture's pixels, row by row.
    package func pixels(seed: UInt64 = 1) -> [UInt8] {
        var random = SplitMix64(seed: seed)
        var pixels: [UInt8] = []
        pixels.reserveCapacity(width * height)
        let (sine, cosine) = (sin(degrees * .pi / 180), cos(degrees * .pi / 180))
        for row in 0..<height {
            for column in 0..<width {
                let (x, y) = (Double(column) + 0.5 - Double(width) / 2, Double(row) + 0.5 - Double(height) / 2)
                let depth = 1 + tilt * y / Double(height)
                let (across, down) = ((x * cosine + y * sine) / depth, (y * cosine - x * sine) / depth)
                var value = shade(across / scale + Double(Self.side) / 2, down / scale + Double(Self.side) / 2)
                if noise > 0 { value += noise * Self.normal(using: &random) }
                pixels.append(UInt8(min(255, max(0, value.rounded()))))
            }
        }
        return pixels
    }

    private func shade(_ across: Double, _ down: Double) -> Double {
        let all = -Self.quietModules..<Double(Self.side) + Self.quietModules
        guard all.contains(across), all.contains(down) else { return (dark + light) / 2 }
        let (column, row) = (Int(across.rounded(.down)), Int(down.rounded(.down)))
        guard (0..<Self.side).contains(column), (0..<Self.side).contains(row) else { return light }
        return Self.modules[row] >> UInt64(Self.side - 1 - column) & 1 == 1 ? dark : light
    }

    /// The sum of twelve even numbers is near enough to the bell curve.
    private static func normal(using random: inout SplitMix64) -> Double {
        (0..<12).reduce(-6) { sum, _ in sum + Double(random.next() >> 11) / Double(1 << 53) }
    }
}
