/// The header line of a Y4M stream.
///
/// - **Shape**: `YUV4MPEG2`, then words of one letter and a value; width and height must be there.
/// - **Limits**: the line has at most ``mostBytes`` bytes; eight bits a pixel.
/// - **Errors**: ``ImageFault`` at the byte of the word that is wrong.
/// - **Source**: `yuv4mpeg(5)` of mjpegtools.
package struct Y4MHeader: Hashable, Sendable {
    package let width: Int
    package let height: Int
    /// Bytes of a frame behind its luminance.
    package let colourBytes: Int

    /// The longest line, of the stream and of a frame.
    static let mostBytes = 512
    static let magic = Array("YUV4MPEG2".utf8)

    /// Reads the line, without its end.
    package init(_ line: Span<UInt8>) throws(ImageFault) {
        for index in Self.magic.indices {
            guard index < line.count, line[index] == Self.magic[index] else { throw ImageFault(.unknown, at: index) }
        }
        var sides: (width: Int?, height: Int?)
        var colour = "420"
        var offset = Self.magic.count
        while offset < line.count {
            guard line[offset] == 0x20 else { throw ImageFault(.header, at: offset) }
            let start = offset + 1
            offset = start
            while offset < line.count, line[offset] != 0x20 { offset += 1 }
            guard offset > start else { continue }
            let value = start + 1..<offset
            switch line[start] {
            case UInt8(ascii: "W"): sides.width = try Self.number(line, value)
            case UInt8(ascii: "H"): sides.height = try Self.number(line, value)
            case UInt8(ascii: "C"):
                colour = ""
                for index in value { colour.unicodeScalars.append(Unicode.Scalar(line[index])) }
            default: break
            }
        }
        guard let width = sides.width, let height = sides.height else { throw ImageFault(.header, at: line.count) }
        try GreyImage.check(width: width, height: height, at: 0)
        guard let bytes = Self.colourBytes(colour, width, height) else { throw ImageFault(.unsupported, at: 0) }
        (self.width, self.height, colourBytes) = (width, height, bytes)
    }

    private static func colourBytes(_ name: String, _ width: Int, _ height: Int) -> Int? {
        switch name {
        case "mono": 0
        case "420", "420jpeg", "420mpeg2", "420paldv": 2 * ((width + 1) / 2) * ((height + 1) / 2)
        case "411": 2 * ((width + 3) / 4) * height
        case "422": 2 * ((width + 1) / 2) * height
        case "444": 2 * width * height
        case "444alpha": 3 * width * height
        default: nil
        }
    }

    private static func number(_ line: Span<UInt8>, _ range: Range<Int>) throws(ImageFault) -> Int {
        guard (1...5).contains(range.count) else { throw ImageFault(.header, at: range.lowerBound) }
        var number = 0
        for index in range {
            guard (0x30...0x39).contains(line[index]) else { throw ImageFault(.header, at: index) }
            number = number * 10 + Int(line[index] - 0x30)
        }
        return number
    }
}
