/// The chunks of a PNG file that make its pixels, checked before libpng sees them.
///
/// Sizes, order and checksums are read here, so that a fault has an offset and a picture of a billion pixels is refused
/// by its header. Chunks of text, time, colour profiles and the like are left out: libpng would unpack some of them,
/// and none changes what a symbol looks like.
///
/// - **Errors**: ``ImageFault``.
/// - **Source**: ISO/IEC 15948, clauses 5 and 11 (as the W3C publishes them).
package struct PNGChunks: Hashable, Sendable {
    package let width: Int
    package let height: Int
    /// Where the first chunk of pixels begins.
    let pixelsOffset: Int
    /// A file of the chunks that are kept.
    let file: [UInt8]

    private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    /// Length, name and checksum of a chunk.
    private static let frameBytes = 12
    private static let kept: Set<UInt32> = [header, palette, transparency, pixels, end]
    private static let header: UInt32 = 0x4948_4452  // IHDR
    private static let palette: UInt32 = 0x504C_5445  // PLTE
    private static let transparency: UInt32 = 0x7452_4E53  // tRNS
    private static let pixels: UInt32 = 0x4944_4154  // IDAT
    private static let end: UInt32 = 0x4945_4E44  // IEND

    package init(_ bytes: Span<UInt8>) throws(ImageFault) {
        for index in Self.signature.indices {
            guard index < bytes.count else { throw ImageFault(.truncated, at: index) }
            guard bytes[index] == Self.signature[index] else { throw ImageFault(.unknown, at: index) }
        }
        var file = Self.signature
        file.reserveCapacity(bytes.count)
        var sides: (width: Int, height: Int)?
        var pixelsOffset: Int?
        var offset = Self.signature.count
        while true {
            guard bytes.count - offset >= Self.frameBytes else { throw ImageFault(.truncated, at: bytes.count) }
            let length = Int(Self.number(bytes, offset))
            let name = Self.number(bytes, offset + 4)
            // The longest allowed is 2^31 - 1; shorter ones that the file does not hold are cut off.
            guard length <= Int(Int32.max) else { throw ImageFault(.header, at: offset) }
            guard length <= bytes.count - offset - Self.frameBytes else {
                throw ImageFault(.truncated, at: bytes.count)
            }
            if sides == nil {
                guard name == Self.header, length == 13 else { throw ImageFault(.header, at: offset) }
                sides = try Self.sides(bytes, offset + 8)
            } else if name == Self.header {
                throw ImageFault(.header, at: offset)
            }
            let isKept = Self.kept.contains(name)
            // A small first letter says that the picture can be read without the chunk.
            guard isKept || name & 0x2000_0000 != 0 else { throw ImageFault(.unsupported, at: offset) }
            let next = offset + Self.frameBytes + length
            if isKept {
                guard Checksum.crc32(bytes, offset + 4..<next - 4) == Self.number(bytes, next - 4) else {
                    throw ImageFault(.checksum, at: next - 4)
                }
                for index in offset..<next { file.append(bytes[index]) }
            }
            if name == Self.pixels, pixelsOffset == nil { pixelsOffset = offset }
            offset = next
            if name == Self.end { break }
        }
        // What stands behind the end is no part of the picture; libpng does not look at it either.
        guard let sides, let pixelsOffset else { throw ImageFault(.truncated, at: offset) }
        (width, height) = sides
        self.pixelsOffset = pixelsOffset
        self.file = file
    }

    private static func sides(_ bytes: Span<UInt8>, _ offset: Int) throws(ImageFault) -> (width: Int, height: Int) {
        let (width, height) = (Int(number(bytes, offset)), Int(number(bytes, offset + 4)))
        try GreyImage.check(width: width, height: height, at: offset)
        return (width, height)
    }

    private static func number(_ bytes: Span<UInt8>, _ offset: Int) -> UInt32 {
        var number: UInt32 = 0
        for index in offset..<offset + 4 { number = number << 8 | UInt32(bytes[index]) }
        return number
    }
}
