/// A picture in grey: what a symbol is looked for in.
///
/// - **Shape**: `width * height` bytes, row by row from the top, 0 black and 255 white.
/// - **Limits**: a side has 1 to ``SymbolLimits/mostPixelsASide`` pixels.
package struct GreyImage: Hashable, Sendable {
    package let width: Int
    package let height: Int
    package let pixels: [UInt8]

    /// A picture of these pixels.
    ///
    /// - **Errors**: `size` for sides out of range; `truncated` or `tooLong` where the pixels are not as many as that.
    package init(width: Int, height: Int, pixels: [UInt8]) throws(ImageFault) {
        try Self.check(width: width, height: height, at: 0)
        guard pixels.count >= width * height else { throw ImageFault(.truncated, at: pixels.count) }
        guard pixels.count == width * height else { throw ImageFault(.tooLong, at: width * height) }
        self.width = width
        self.height = height
        self.pixels = pixels
    }

    /// The picture in a file, PNG or PGM by how it begins.
    package init(file: [UInt8]) throws(ImageFault) {
        guard let first = file.first else { throw ImageFault(.empty, at: 0) }
        guard file.count <= SymbolLimits.mostFileBytes else {
            throw ImageFault(.tooLong, at: SymbolLimits.mostFileBytes)
        }
        switch first {
        case 0x89: self = try PNGReader.image(file)
        case UInt8(ascii: "P"): self = try PortableGreymap.image(file)
        default: throw ImageFault(.unknown, at: 0)
        }
    }

    /// Pixels that are known to be as many as the sides say.
    private init(sizedAs other: GreyImage, pixels: [UInt8]) {
        (width, height) = (other.width, other.height)
        self.pixels = pixels
    }

    /// The picture with a new value for each of the 256 grey values.
    func mapped(_ values: [UInt8]) -> GreyImage {
        let table = values.span
        var pixels = self.pixels
        var places = pixels.mutableSpan
        for index in places.indices { places[index] = table[Int(places[index])] }
        return GreyImage(sizedAs: self, pixels: pixels)
    }

    /// The picture with each pixel the mean of the nine around it; the edge, which has fewer, stays as it is.
    func smoothed() -> GreyImage {
        var pixels = self.pixels
        guard width > 2, height > 2 else { return self }
        let old = self.pixels.span
        var new = pixels.mutableSpan
        for row in 1..<height - 1 {
            let start = row * width
            func column(_ at: Int) -> Int { Int(old[at - width]) + Int(old[at]) + Int(old[at + width]) }
            var (left, middle) = (column(start), column(start + 1))
            for at in start + 1..<start + width - 1 {
                let right = column(at + 1)
                new[at] = UInt8((left + middle + right) / 9)
                (left, middle) = (middle, right)
            }
        }
        return GreyImage(sizedAs: self, pixels: pixels)
    }

    /// Sides that are taken.
    static func check(width: Int, height: Int, at offset: Int) throws(ImageFault) {
        let sides = 1...SymbolLimits.mostPixelsASide
        guard sides.contains(width), sides.contains(height) else { throw ImageFault(.size, at: offset) }
    }
}
