import Symbols
import Testing

/// PGM as text and as bytes.
struct PortableGreymapTests {
    private static func read(_ file: [UInt8]) -> String {
        do throws(ImageFault) {
            let image = try GreyImage(file: file)
            return "\(image.width)x\(image.height) \(image.pixels.map(String.init).joined(separator: " "))"
        } catch { return error.description }
    }

    @Test(arguments: [
        ("P2 2 1 255 0 255", "2x1 0 255"), ("P2\n2 2\n4\n0 1\n3 4\n", "2x2 0 64 191 255"),
        ("P2 #wide\n2 # high\n1 1 1 0", "2x1 255 0"), ("P2#a\r#b\n1 1 65535 65535", "1x1 255"),
        ("P2 1 1 255 7 and more", "1x1 7"), ("P2 2 1 255 0", "truncated at byte 12"), ("P2", "truncated at byte 2"),
        ("P", "truncated at byte 1"), ("P3 1 1 255 0", "unknown at byte 1"), ("P21 1 255 0", "header at byte 2"),
        ("P2 0 1 255 ", "size at byte 2"), ("P2 4097 1 255 ", "size at byte 2"), ("P2 1 0 255 ", "size at byte 2"),
        ("P2 999999 1 255 0", "header at byte 3"), ("P2 1 1 0 0", "header at byte 6"),
        ("P2 1 1 65536 0", "header at byte 6"), ("P2 1 1 255 256", "pixels at byte 10"),
        ("P2 1 1 255 x", "header at byte 11"), ("P2 1 x 255 0", "header at byte 5"),
        ("P2 1 1 255 -1", "header at byte 11"), ("P2 4096 4096 255 0 0", "truncated at byte 20"),
        ("P2 1 # no end", "truncated at byte 13"), ("P5 1 1 255", "header at byte 10"),
        ("P5 1 1 255 ", "truncated at byte 11"), ("P5 2 1 255 a", "truncated at byte 12"),
        ("P5 2 1 255\nab", "2x1 97 98"), ("P5 1 1 255x", "header at byte 10"), ("P5 1 1 97 b", "pixels at byte 10"),
        ("P5 4096 4096 65535 abc", "truncated at byte 22"),
    ])
    func text(file: String, read: String) { #expect(Self.read(Array(file.utf8)) == read, "\(file)") }

    /// The header, the bytes of the pixels, and what is read.
    @Test(
        arguments: [
            ("P5 2 1 65535 ", [0xFF, 0xFF, 0x80, 0x00], "2x1 255 128"), ("P5 1 1 256 ", [0x01, 0x00], "1x1 255"),
            ("P5 1 1 256 ", [0x01, 0x01], "pixels at byte 11"), ("P5 1 1 256 ", [0x01], "truncated at byte 12"),
        ] as [(String, [UInt8], String)])
    func sixteenBits(header: String, pixels: [UInt8], read: String) {
        #expect(Self.read(Array(header.utf8) + pixels) == read)
    }
}
