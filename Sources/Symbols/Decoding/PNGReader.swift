import CPNG

/// PNG files through libpng, after ``PNGChunks`` has looked at them.
///
/// - **Shape**: every kind of PNG; colour becomes luminance, what is transparent lies over white.
/// - **Errors**: ``ImageFault``; `pixels` at the first chunk of pixels where libpng cannot unpack them.
enum PNGReader {
    static func image(_ bytes: [UInt8]) throws(ImageFault) -> GreyImage {
        let chunks = try PNGChunks(bytes.span)
        let file = chunks.file
        let isRead: Bool
        var pixels = [UInt8](repeating: 255, count: chunks.width * chunks.height)
        isRead = unsafe pixels.withUnsafeMutableBufferPointer { pixels in
            unsafe file.withUnsafeBufferPointer { file in
                guard let pixels = pixels.baseAddress, let start = file.baseAddress else { return false }
                return unsafe faregate_png_to_grey(
                    start, file.count, UInt32(chunks.width), UInt32(chunks.height), pixels) != 0
            }
        }
        guard isRead else { throw ImageFault(.pixels, at: chunks.pixelsOffset) }
        return try GreyImage(width: chunks.width, height: chunks.height, pixels: pixels)
    }
}
