import CardCrypto

/// The code that lies in front of a reader: seen again and again, it is one presentation.
///
/// - **Shape**: a hash of the bytes and when they were last seen; no code is kept. One that has opened stays the same
///   for as long as it lies there; one that was refused is asked again after ``sameMicroseconds``.
struct ShownCode {
    /// How long a code is away, or refused, before it is looked at anew.
    static let sameMicroseconds = 2_000_000

    private var digest: InlineArray<32, UInt8>?
    private var since = 0
    private var hasOpened = false

    /// Whether these bytes are the last ones still.
    mutating func isSame(_ bytes: Span<UInt8>, at microseconds: Int) -> Bool {
        var hash = SHA256()
        hash.update(bytes)
        let digest = hash.finish()
        if let last = self.digest, microseconds - since <= Self.sameMicroseconds, Self.equal(last, digest) {
            if hasOpened { since = microseconds }
            return true
        }
        self.digest = digest
        since = microseconds
        hasOpened = false
        return false
    }

    /// What became of it.
    mutating func ended(opened: Bool, mayRetry: Bool) {
        hasOpened = opened
        if mayRetry { digest = nil }
    }

    private static func equal(_ left: InlineArray<32, UInt8>, _ right: InlineArray<32, UInt8>) -> Bool {
        for index in left.indices where left[index] != right[index] { return false }
        return true
    }
}
