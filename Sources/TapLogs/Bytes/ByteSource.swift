import CZlib

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Where the bytes of a log come from: a part of a plain file, standard input, or a gzip stream of either.
///
/// - **Errors**: ``LogError``; a gzip stream that ends early is an error, not an end of file.
final class ByteSource {
    let file: String
    private let descriptor: Int32
    private let closes: Bool
    private var offset: Int
    private var isSeekable: Bool
    private var inflater: Inflater?
    private var pushedBack: [UInt8] = []
    private var peeked: [UInt8] = []

    private init(file: String, descriptor: Int32, closes: Bool, offset: Int, isSeekable: Bool) {
        self.file = file
        self.descriptor = descriptor
        self.closes = closes
        self.offset = offset
        self.isSeekable = isSeekable
    }

    deinit {
        if closes { close(descriptor) }
    }

    /// Opens a file (`-`: standard input) and looks at its first bytes.
    static func open(_ file: String) throws(LogError) -> ByteSource {
        guard file != "-" else {
            return try ByteSource(file: "standard input", descriptor: 0, closes: false, offset: 0, isSeekable: false)
                .detectingGzip()
        }
        return try part(of: file, from: 0).detectingGzip()
    }

    /// Opens a plain file at an offset.
    static func part(of file: String, from offset: Int) throws(LogError) -> ByteSource {
        let descriptor = Self.openFile(file)
        guard descriptor >= 0 else { throw .unreadable(file: file, reason: systemMessage(errno)) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
            close(descriptor)
            throw .unreadable(file: file, reason: "it is a directory; expected a file")
        }
        let isRegular = status.st_mode & S_IFMT == S_IFREG
        return ByteSource(file: file, descriptor: descriptor, closes: true, offset: offset, isSeekable: isRegular)
    }

    private static func openFile(_ file: String) -> Int32 {
        unsafe Glibc.open(file, O_RDONLY | O_CLOEXEC)
    }

    /// The size in bytes of a plain, uncompressed file; nil for anything else, whose size is not known beforehand.
    var plainSize: Int? {
        guard isSeekable, inflater == nil else { return nil }
        return storedSize
    }

    /// The size of the file on disk, compressed or not; nil for a pipe.
    var storedSize: Int? {
        var status = stat()
        guard isSeekable, unsafe fstat(descriptor, &status) == 0 else { return nil }
        return Int(status.st_size)
    }

    /// The first bytes, at most `count`, which the next reads will return again.
    func peek(_ count: Int) throws(LogError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        var have = 0
        while have < count {
            let more = try unsafe bytes.withUnsafeMutableBufferPointer { buffer throws(LogError) -> Int in
                guard let base = buffer.baseAddress else { return 0 }
                return try unsafe read(into: base + have, capacity: count - have)
            }
            if more == 0 { break }
            have += more
        }
        peeked = Array(bytes[0..<have])
        return peeked
    }

    /// Fills at most `capacity` bytes; 0 at the end.
    func read(into buffer: UnsafeMutablePointer<UInt8>, capacity: Int) throws(LogError) -> Int {
        guard peeked.isEmpty else {
            let count = min(capacity, peeked.count)
            for index in 0..<count { unsafe buffer[index] = peeked[index] }
            peeked.removeFirst(count)
            return count
        }
        return try unsafe readPlain(into: buffer, capacity: capacity)
    }

    /// Fills at most `capacity` bytes of the log, inflated where it is compressed.
    private func readPlain(into buffer: UnsafeMutablePointer<UInt8>, capacity: Int) throws(LogError) -> Int {
        guard let inflater else { return try unsafe readRaw(into: buffer, capacity: capacity) }
        while true {
            if inflater.needsInput {
                let count = try unsafe inflater.refill { (input, size) throws(LogError) in
                    try unsafe self.readRaw(into: input, capacity: size)
                }
                if count == 0 {
                    guard inflater.isBetweenMembers else {
                        throw .truncatedGzip(file: file, bytesOut: inflater.bytesOut)
                    }
                    return 0
                }
            }
            let result = unsafe inflater.inflate(into: buffer, capacity: capacity)
            guard result >= 0 else { throw .damagedGzip(file: file, bytesOut: inflater.bytesOut) }
            if result > 0 { return result }
        }
    }

    private func readRaw(into buffer: UnsafeMutablePointer<UInt8>, capacity: Int) throws(LogError) -> Int {
        if !pushedBack.isEmpty {
            let count = min(capacity, pushedBack.count)
            for index in 0..<count { unsafe buffer[index] = pushedBack[index] }
            pushedBack.removeFirst(count)
            return count
        }
        while true {
            let count =
                unsafe isSeekable
                ? pread(descriptor, buffer, capacity, offset) : Glibc.read(descriptor, buffer, capacity)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .unreadable(file: file, reason: systemMessage(errno)) }
            offset += count
            return count
        }
    }

    /// Switches to inflating if the first two bytes are those of gzip (RFC 1952, 2.3.1).
    private func detectingGzip() throws(LogError) -> ByteSource {
        var start = [UInt8](repeating: 0, count: 2)
        var have = 0
        while have < 2 {
            let count: Int
            do {
                count = try unsafe start.withUnsafeMutableBufferPointer { buffer throws(LogError) -> Int in
                    guard let base = buffer.baseAddress else { return 0 }
                    return try unsafe readRaw(into: base + have, capacity: 2 - have)
                }
            }
            if count == 0 { break }
            have += count
        }
        if isSeekable {
            offset -= have
        } else {
            pushedBack = Array(start[0..<have])
        }
        if have == 2, start == [0x1F, 0x8B] { inflater = try Inflater(file: file) }
        return self
    }
}

/// The system's words for an error number.
func systemMessage(_ code: Int32) -> String { unsafe String(cString: strerror(code)) }
