/// How the frames of a stream lie one behind another.
///
/// - **Source**: V4L2's descriptions of the formats GREY and YUYV; `yuv4mpeg(5)` of mjpegtools for Y4M.
package enum FrameForm: Hashable, Sendable {
    /// One byte a pixel.
    case grey(width: Int, height: Int)
    /// Two bytes a pixel, the first of them luminance; an even width.
    case yuyv(width: Int, height: Int)
    /// A header line, then each frame behind a line of its own.
    case y4m
}
