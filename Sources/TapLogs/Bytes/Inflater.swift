import CZlib

/// Inflates a gzip stream of one or more members.
///
/// A truncated file shows only as a missing end of stream, so the caller asks ``isBetweenMembers`` at the end of input.
@safe final class Inflater {
    private static let inputCapacity = 1 << 18

    private let input: UnsafeMutablePointer<UInt8>
    private var stream: z_stream
    private let streamIsReady: Bool
    /// Whether the input ended where a member ended.
    private(set) var isBetweenMembers = false
    /// Bytes inflated so far.
    private(set) var bytesOut = 0

    init(file: String) throws(LogError) {
        unsafe input = .allocate(capacity: Self.inputCapacity)
        unsafe stream = z_stream()
        streamIsReady = unsafe faregate_inflate_init_gzip(&stream) == Z_OK
        guard streamIsReady else { throw .unreadable(file: file, reason: "zlib cannot start") }
    }

    deinit {
        if streamIsReady { unsafe inflateEnd(&stream) }
        unsafe input.deallocate()
    }

    /// Whether all input has been used.
    var needsInput: Bool { unsafe stream.avail_in == 0 }

    /// Takes more input from `read`; 0 at its end.
    func refill(_ read: (UnsafeMutablePointer<UInt8>, Int) throws(LogError) -> Int) throws(LogError) -> Int {
        let count = try unsafe read(input, Self.inputCapacity)
        unsafe stream.next_in = input
        unsafe stream.avail_in = UInt32(count)
        return count
    }

    /// Inflates into `buffer`: the bytes made, 0 if more input is needed, -1 if the stream is damaged.
    func inflate(into buffer: UnsafeMutablePointer<UInt8>, capacity: Int) -> Int {
        if isBetweenMembers {
            guard unsafe inflateReset(&stream) == Z_OK else { return -1 }
            isBetweenMembers = false
        }
        let size = min(capacity, 1 << 30)
        unsafe stream.next_out = buffer
        unsafe stream.avail_out = UInt32(size)
        let result = unsafe CZlib.inflate(&stream, Z_NO_FLUSH)
        let made = size - Int(unsafe stream.avail_out)
        bytesOut += made
        switch result {
        case Z_STREAM_END: isBetweenMembers = true
        case Z_OK, Z_BUF_ERROR: break
        default: return -1
        }
        return made
    }
}
