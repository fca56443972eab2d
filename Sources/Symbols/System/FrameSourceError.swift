/// Why a stream gives no frames.
package enum FrameSourceError: Error, Hashable, Sendable {
    /// It cannot be opened; the system's number of the error.
    case cannotOpen(code: Int32)
    /// A folder.
    case isFolder
    /// A camera's own device (V4L2), which is not spoken to: a program that writes its frames to a pipe is.
    case isCamera
    /// Reading failed; the system's number of the error.
    case failed(code: Int32)
    /// The bytes are no frames.
    case image(ImageFault)
}
