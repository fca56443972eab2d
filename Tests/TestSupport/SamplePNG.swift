/// PNG files made by hand, with the pixels stored and not packed, so that every byte is where a test wants it.
///
/// - **Source**: ISO/IEC 15948; RFC 1950 and 1951 for the stored blocks.
package struct SamplePNG {
    /// Grey 0, RGB 2, palette 3, grey with alpha 4, RGB with alpha 6.
    package var colourType: UInt8 = 0
    package var bits: UInt8 = 8
    package var isInterlaced = false
    package var width = 12
    package var height = 9
    /// The samples of a pixel, one byte each, or two with 16 bits; bits below 8 are not drawn here.
    package var pixel: (_ x: Int, _ y: Int) -> [UInt8] = { x, y in [UInt8((x * 16 + y) & 0xFF)] }
    /// Chunks in front of the pixels.
    package var before: [(name: String, bytes: [UInt8])] = []

    private static let passes = [
        (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2),
    ]

    package init() {}

    package var bytes: [UInt8] {
        var file = Self.signature + Self.chunk("IHDR", header)
        for (name, bytes) in before { file += Self.chunk(name, bytes) }
        return file + Self.chunk("IDAT", Self.stored(rows)) + Self.chunk("IEND", [])
    }

    package var header: [UInt8] {
        Self.number(UInt32(width)) + Self.number(UInt32(height)) + [bits, colourType, 0, 0, isInterlaced ? 1 : 0]
    }

    /// The rows with their filter bytes.
    package var rows: [UInt8] {
        guard isInterlaced else { return rows(0, 0, 1, 1) }
        return Self.passes.flatMap { rows($0.0, $0.1, $0.2, $0.3) }
    }

    private func rows(_ left: Int, _ top: Int, _ right: Int, _ down: Int) -> [UInt8] {
        var bytes: [UInt8] = []
        for y in stride(from: top, to: height, by: down) where left < width {
            bytes.append(0)
            for x in stride(from: left, to: width, by: right) { bytes += pixel(x, y) }
        }
        return bytes
    }

    package static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    package static func chunk(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
        let body = Array(name.utf8) + bytes
        return number(UInt32(bytes.count)) + body + number(checksum(body))
    }

    /// A zlib stream of stored blocks.
    package static func stored(_ bytes: [UInt8]) -> [UInt8] {
        var stream: [UInt8] = [0x78, 0x01]
        var left = bytes[...]
        repeat {
            let block = left.prefix(65_535)
            left = left.dropFirst(block.count)
            let (low, high) = (UInt8(block.count & 0xFF), UInt8(block.count >> 8))
            stream += [left.isEmpty ? 1 : 0, low, high, ~low, ~high] + block
        } while !left.isEmpty
        var (sum, sums): (UInt32, UInt32) = (1, 0)
        for byte in bytes {
            sum = (sum + UInt32(byte)) % 65_521
            sums = (sums + sum) % 65_521
        }
        return stream + number(sums << 16 | sum)
    }

    package static func number(_ value: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> (24 - 8 * $0)) }
    }

    /// Bit by bit, as the standard describes it.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var value = UInt32.max
        for byte in bytes {
            value ^= UInt32(byte)
            for _ in 0..<8 { value = value & 1 == 1 ? (value >> 1) ^ 0xEDB8_8320 : value >> 1 }
        }
        return ~value
    }
}
