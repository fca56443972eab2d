import CZlib

/// Makes gzip files with zlib itself.
enum Gzip {
    /// One member (RFC 1952).
    static func member(_ bytes: [UInt8], level: Int32 = 6) -> [UInt8] {
        var stream = unsafe z_stream()
        // 15 bits of window, 16: gzip and not zlib framing.
        let made = unsafe deflateInit2_(
            &stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
            Int32(MemoryLayout<z_stream>.size))
        precondition(made == Z_OK, "zlib starts")
        defer { unsafe deflateEnd(&stream) }
        var input = bytes + [0]
        var output = [UInt8](repeating: 0, count: Int(unsafe deflateBound(&stream, UInt(bytes.count))) + 64)
        let capacity = output.count
        let left = unsafe input.withUnsafeMutableBufferPointer { source in
            unsafe output.withUnsafeMutableBufferPointer { target in
                unsafe stream.next_in = source.baseAddress
                unsafe stream.avail_in = UInt32(bytes.count)
                unsafe stream.next_out = target.baseAddress
                unsafe stream.avail_out = UInt32(capacity)
                let ended = unsafe deflate(&stream, Z_FINISH)
                precondition(ended == Z_STREAM_END, "the output has room for all")
                return Int(unsafe stream.avail_out)
            }
        }
        return Array(output[..<(capacity - left)])
    }

    /// Several members, cut anywhere, an empty one among them.
    static func members(_ bytes: [UInt8], cuts: [Int]) -> [UInt8] {
        var result: [UInt8] = []
        var start = 0
        for cut in cuts + [bytes.count] {
            result += member(Array(bytes[start..<max(start, cut)]))
            start = max(start, cut)
        }
        return result + member([])
    }
}
