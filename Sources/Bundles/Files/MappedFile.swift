import CardCrypto
import Glibc

/// Bytes of a file in memory, read only: the kernel's own pages, shared and loaded on demand.
///
/// - **Shape**: unmapped when nobody holds it any more. Numbers are little-endian, at any offset.
/// - **Limits**: a file that somebody shortens while it is mapped ends the process (SIGBUS). So only files of a store
///   are mapped: copies of its own, mode 0400 in a folder of mode 0700, which ``BundleFolder`` looks at before; never
///   written again and only ever unlinked.
@safe package final class MappedFile: @unchecked Sendable {
    package let count: Int
    private let base: UnsafeRawPointer?

    /// Maps a file that is open, and which may be closed afterwards; nil where the system refuses, with its number in
    /// `errno`.
    init?(descriptor: Int32, count: Int) {
        self.count = count
        guard count > 0 else {
            unsafe base = nil
            return
        }
        guard let start = unsafe mmap(nil, count, PROT_READ, MAP_SHARED, descriptor, 0),
            unsafe start != MAP_FAILED
        else { return nil }
        unsafe base = UnsafeRawPointer(start)
    }

    /// Bytes that are in memory already, as a mapping of their own.
    package init?(copying bytes: [UInt8]) {
        count = bytes.count
        guard count > 0 else {
            unsafe base = nil
            return
        }
        let flags = MAP_PRIVATE | MAP_ANONYMOUS
        guard let start = unsafe mmap(nil, count, PROT_READ | PROT_WRITE, flags, -1, 0), unsafe start != MAP_FAILED
        else { return nil }
        unsafe bytes.withUnsafeBytes {
            unsafe start.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(start), byteCount: $0.count)
        }
        unsafe base = UnsafeRawPointer(start)
    }

    deinit {
        guard let base = unsafe base else { return }
        unsafe munmap(UnsafeMutableRawPointer(mutating: base), count)
    }

    /// Eight bytes as a number.
    @inline(__always)
    package func word(at offset: Int) -> UInt64 {
        guard let base = unsafe base, offset >= 0, offset <= count - 8 else { preconditionFailure("outside the file") }
        return unsafe UInt64(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
    }

    /// Four bytes as a number.
    @inline(__always)
    package func half(at offset: Int) -> UInt32 {
        guard let base = unsafe base, offset >= 0, offset <= count - 4 else { preconditionFailure("outside the file") }
        return unsafe UInt32(littleEndian: base.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }

    /// Whether a number stands among so many of eight bytes from an offset on; all are read, whatever the first ones
    /// say.
    @inline(__always)
    package func holds(_ number: UInt64, among count: Int, from offset: Int) -> Bool {
        guard let base = unsafe base, offset >= 0, count >= 0, 8 * count <= self.count - offset else {
            preconditionFailure("outside the file")
        }
        var equal: UInt64 = 0
        for index in 0..<count {
            let word = unsafe base.loadUnaligned(fromByteOffset: offset &+ 8 &* index, as: UInt64.self)
            equal |= UInt64(littleEndian: word) == number ? 1 : 0
        }
        return equal != 0
    }

    /// A piece of it.
    package func bytes(_ range: Range<Int>) -> [UInt8] {
        guard let base = unsafe base, !range.isEmpty else { return [] }
        precondition(range.lowerBound >= 0 && range.upperBound <= count, "outside the file")
        return unsafe Array(UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count))
    }

    /// Whether a piece of it is zeros.
    package func isZero(_ range: Range<Int>) -> Bool {
        var offset = range.lowerBound
        while offset + 8 <= range.upperBound {
            guard word(at: offset) == 0 else { return false }
            offset += 8
        }
        return bytes(offset..<range.upperBound).allSatisfy { $0 == 0 }
    }

    /// The SHA-256 of all from an offset on.
    package func sha256(from offset: Int) -> [UInt8] {
        var hash = SHA256()
        if let base = unsafe base, offset < count {
            let all = unsafe UnsafeBufferPointer(
                start: (base + offset).assumingMemoryBound(to: UInt8.self), count: count - offset)
            hash.update(unsafe all.span)
        }
        let digest = hash.finish()
        return digest.indices.map { digest[$0] }
    }
}
