import Symbols
import TestSupport
import Testing

/// PNG files of every kind become the same grey; files that lie are refused with an offset.
struct PNGTests {
    private static func grey(_ x: Int, _ y: Int) -> UInt8 { UInt8((x * 16 + y) & 0xFF) }

    private static func sample(
        _ colourType: UInt8, bits: UInt8 = 8, isInterlaced: Bool = false, before: [(String, [UInt8])] = [],
        pixel: @escaping (UInt8) -> [UInt8]
    ) -> [UInt8] {
        var sample = SamplePNG()
        (sample.colourType, sample.bits, sample.isInterlaced) = (colourType, bits, isInterlaced)
        sample.before = before.map { (name: $0.0, bytes: $0.1) }
        sample.pixel = { pixel(grey($0, $1)) }
        return sample.bytes
    }

    private static let palette = ("PLTE", (0...255).flatMap { [UInt8($0), UInt8($0), UInt8($0)] })

    private static let longer: [UInt8] = sample(0) { [$0] } + [1, 2, 3]

    private static let kinds: [(String, [UInt8])] = [
        ("grey", sample(0) { [$0] }),
        ("grey, interlaced", sample(0, isInterlaced: true) { [$0] }),
        ("grey, 16 bits", sample(0, bits: 16) { [$0, $0] }),
        ("grey, 16 bits, interlaced", sample(0, bits: 16, isInterlaced: true) { [$0, $0] }),
        ("RGB", sample(2) { [$0, $0, $0] }),
        ("RGB, interlaced, 16 bits", sample(2, bits: 16, isInterlaced: true) { [$0, $0, $0, $0, $0, $0] }),
        ("palette", sample(3, before: [palette]) { [$0] }),
        ("grey with alpha", sample(4) { [$0, 255] }),
        ("RGB with alpha", sample(6) { [$0, $0, $0, 255] }),
        (
            "text and colour profile are left out",
            sample(0, before: [("tEXt", [0x61, 0x00]), ("iCCP", [1, 2])]) { [$0] }
        ),
        ("gamma is left out", sample(0, before: [("gAMA", [0, 0, 0x10, 0])]) { [$0] }),
        ("bytes behind the end", longer),
    ]

    @Test(arguments: kinds.indices)
    func reads(row: Int) throws {
        let (kind, file) = Self.kinds[row]
        let image = try GreyImage(file: file)
        #expect(image.width == 12 && image.height == 9)
        for y in 0..<9 {
            for x in 0..<12 {
                let (got, want) = (Int(image.pixels[y * 12 + x]), Int(Self.grey(x, y)))
                #expect(abs(got - want) <= 1, "\(kind), \(x), \(y)")
            }
        }
    }

    /// Green weighs most, blue least.
    @Test(arguments: [([255, 0, 0], 76), ([0, 255, 0], 150), ([0, 0, 255], 29)] as [([UInt8], UInt8)])
    func weighsColours(colour: [UInt8], grey: UInt8) throws {
        let image = try GreyImage(file: Self.sample(2) { _ in colour })
        #expect(image.pixels.allSatisfy { $0 == grey }, "\(image.pixels[0])")
    }

    @Test func transparentIsWhite() throws {
        let image = try GreyImage(file: Self.sample(4) { [$0, 0] })
        #expect(image.pixels.allSatisfy { $0 == 255 })
        let half = try GreyImage(file: Self.sample(6) { _ in [0, 0, 0, 128] })
        #expect(half.pixels.allSatisfy { $0 == 127 })
        // One grey of a file without alpha is named transparent.
        let named = try GreyImage(file: Self.sample(0, before: [("tRNS", [0, 0])]) { [$0] })
        #expect(named.pixels[0] == 255 && named.pixels[1] == 16)
    }

    private static func withHeader(_ change: (inout [UInt8]) -> Void) -> [UInt8] {
        var header = SamplePNG().header
        change(&header)
        return SamplePNG.signature + SamplePNG.chunk("IHDR", header)
            + SamplePNG.chunk("IDAT", SamplePNG.stored(SamplePNG().rows)) + SamplePNG.chunk("IEND", [])
    }

    private static func withPixels(_ pixels: [UInt8]) -> [UInt8] {
        SamplePNG.signature + SamplePNG.chunk("IHDR", SamplePNG().header) + SamplePNG.chunk("IDAT", pixels)
            + SamplePNG.chunk("IEND", [])
    }

    private static let good = SamplePNG().bytes

    private static func changed(_ offset: Int, to byte: UInt8) -> [UInt8] {
        var file = good
        file[offset] = byte
        return file
    }

    /// A stream whose second block says that it goes on and has no bytes.
    private static let endless: [UInt8] = [0x78, 0x01, 0x00, 0x00, 0x00, 0xFF, 0xFF]

    private static let header = SamplePNG.chunk("IHDR", SamplePNG().header)
    private static let end = SamplePNG.chunk("IEND", [])

    private static func begun(with chunks: [[UInt8]]) -> [UInt8] {
        chunks.reduce(SamplePNG.signature + header) { $0 + $1 }
    }

    private static let rows = SamplePNG().rows
    private static let tooFew = withPixels(SamplePNG.stored(Array(rows.dropLast(13))))
    private static let unknownFilter = withPixels(SamplePNG.stored([9] + Array(rows.dropFirst())))

    private static let lies: [(String, [UInt8], String)] = [
        ("nothing", [], "empty at byte 0"),
        ("no picture", Array("hello".utf8), "unknown at byte 0"),
        ("signature with its line end changed", changed(4, to: 0x0A), "unknown at byte 4"),
        ("signature cut off", Array(good.prefix(6)), "truncated at byte 6"),
        ("header cut off", Array(good.prefix(20)), "truncated at byte 20"),
        ("pixels cut off", Array(good.prefix(60)), "truncated at byte 60"),
        ("no end", Array(good.dropLast(12)), "truncated at byte \(good.count - 12)"),
        (
            "no pixels", begun(with: [end]),
            "truncated at byte 45"
        ),
        ("no header", SamplePNG.signature + end, "header at byte 8"),
        ("two headers", begun(with: [header]), "header at byte 33"),
        (
            "30000 x 30000", withHeader { $0.replaceSubrange(0..<8, with: [0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]) },
            "size at byte 16"
        ),
        ("no width", withHeader { $0.replaceSubrange(0..<4, with: [0, 0, 0, 0]) }, "size at byte 16"),
        ("2^31 wide", withHeader { $0[0] = 0x80 }, "size at byte 16"),
        ("header's checksum", changed(29, to: good[29] ^ 1), "checksum at byte 29"),
        ("one pixel changed", changed(50, to: good[50] ^ 1), "checksum at byte \(good.count - 16)"),
        ("colour type 1", withHeader { $0[9] = 1 }, "pixels at byte 33"),
        ("7 bits", withHeader { $0[8] = 7 }, "pixels at byte 33"),
        ("chunk of 2^31", changed(33, to: 0x80), "header at byte 33"),
        ("chunk longer than the file", changed(34, to: 0x7F), "truncated at byte \(good.count)"),
        ("unknown chunk that must be understood", begun(with: [SamplePNG.chunk("ABCD", [])]), "unsupported at byte 33"),
        ("pixels are no zlib stream", withPixels([1, 2, 3, 4]), "pixels at byte 33"),
        ("stream without an end", withPixels(endless), "pixels at byte 33"),
        ("too few rows", tooFew, "pixels at byte 33"),
        ("unknown filter", unknownFilter, "pixels at byte 33"),
        ("palette that is not there", withHeader { $0[9] = 3 }, "pixels at byte 33"),
    ]

    @Test(arguments: lies.indices)
    func refuses(row: Int) {
        let (what, file, fault) = Self.lies[row]
        var got = "a picture"
        do throws(ImageFault) { _ = try GreyImage(file: file) } catch { got = error.description }
        #expect(got == fault, "\(what)")
    }

    /// A small header with a stream that unpacks to sixteen times more: the rows that the picture has are all that is
    /// read.
    @Test func streamLongerThanThePicture() {
        let rows = SamplePNG().rows
        let file = Self.withPixels(SamplePNG.stored((0..<16).flatMap { _ in rows }))
        let image = try? GreyImage(file: file)
        #expect(image == nil || image?.pixels.count == 12 * 9)
    }
}
