/// PGM files, as text (P2) and as bytes (P5), with 8 or 16 bits a pixel.
///
/// - **Shape**: magic, width, height, largest value, each after white space and comments; one white space; pixels.
/// - **Limits**: the largest value is 1 to 65,535; one picture a file, what follows it is not looked at.
/// - **Errors**: ``ImageFault`` at the byte where reading stopped.
/// - **Source**: Netpbm's page of the format (pgm.5).
enum PortableGreymap {
    static func image(_ bytes: [UInt8]) throws(ImageFault) -> GreyImage {
        let bytes = bytes.span
        guard bytes.count >= 2 else { throw ImageFault(.truncated, at: bytes.count) }
        let isText: Bool
        switch bytes[1] {
        case UInt8(ascii: "2"): isText = true
        case UInt8(ascii: "5"): isText = false
        default: throw ImageFault(.unknown, at: 1)
        }
        var offset = 2
        let sidesOffset = offset
        let width = try number(bytes, &offset)
        let height = try number(bytes, &offset)
        try GreyImage.check(width: width, height: height, at: sidesOffset)
        let largestOffset = offset
        let largest = try number(bytes, &offset)
        guard (1...65_535).contains(largest) else { throw ImageFault(.header, at: largestOffset) }
        let count = width * height
        let pixels =
            try isText
            ? textPixels(bytes, &offset, count: count, largest: largest)
            : bytePixels(bytes, &offset, count: count, largest: largest)
        return try GreyImage(width: width, height: height, pixels: pixels)
    }

    private static func textPixels(
        _ bytes: Span<UInt8>, _ offset: inout Int, count: Int, largest: Int
    ) throws(ImageFault) -> [UInt8] {
        // Each pixel takes a white space and a digit: a small file cannot ask for much memory.
        guard (bytes.count - offset) / 2 >= count else { throw ImageFault(.truncated, at: bytes.count) }
        var pixels: [UInt8] = []
        pixels.reserveCapacity(count)
        for _ in 0..<count {
            let start = offset
            let value = try number(bytes, &offset)
            guard value <= largest else { throw ImageFault(.pixels, at: start) }
            pixels.append(scaled(value, largest))
        }
        return pixels
    }

    private static func bytePixels(
        _ bytes: Span<UInt8>, _ offset: inout Int, count: Int, largest: Int
    ) throws(ImageFault) -> [UInt8] {
        guard offset < bytes.count, isSpace(bytes[offset]) else { throw ImageFault(.header, at: offset) }
        offset += 1
        let size = largest < 256 ? 1 : 2
        guard bytes.count - offset >= count * size else { throw ImageFault(.truncated, at: bytes.count) }
        var pixels: [UInt8] = []
        pixels.reserveCapacity(count)
        for index in 0..<count {
            let at = offset + index * size
            let value = size == 1 ? Int(bytes[at]) : Int(bytes[at]) << 8 | Int(bytes[at + 1])
            guard value <= largest else { throw ImageFault(.pixels, at: at) }
            pixels.append(largest == 255 ? UInt8(value) : scaled(value, largest))
        }
        return pixels
    }

    private static func scaled(_ value: Int, _ largest: Int) -> UInt8 {
        UInt8((value * 255 + largest / 2) / largest)
    }

    /// A number after at least one white space or comment.
    private static func number(_ bytes: Span<UInt8>, _ offset: inout Int) throws(ImageFault) -> Int {
        let start = offset
        while offset < bytes.count {
            if bytes[offset] == UInt8(ascii: "#") {
                while offset < bytes.count, bytes[offset] != 0x0A, bytes[offset] != 0x0D { offset += 1 }
            } else if isSpace(bytes[offset]) {
                offset += 1
            } else {
                break
            }
        }
        guard offset < bytes.count else { throw ImageFault(.truncated, at: offset) }
        guard offset > start else { throw ImageFault(.header, at: offset) }
        let firstDigit = offset
        var number = 0
        while offset < bytes.count, (0x30...0x39).contains(bytes[offset]) {
            number = number * 10 + Int(bytes[offset] - 0x30)
            guard number <= 99_999 else { throw ImageFault(.header, at: firstDigit) }
            offset += 1
        }
        guard offset > firstDigit else { throw ImageFault(.header, at: offset) }
        return number
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
