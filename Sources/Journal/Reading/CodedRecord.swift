/// The authentication code of one record, kept to be checked when a key is at hand.
struct CodedRecord: Sendable {
    /// The record.
    let sequence: UInt64
    /// The number of the key that it says it was made under.
    let keyIdentifier: UInt16
    private let digest: InlineArray<32, UInt8>
    private let code: InlineArray<16, UInt8>

    /// `code`: the last 16 bytes of a frame, ``JournalFormat/macLength``.
    init(sequence: UInt64, keyIdentifier: UInt16, digest: borrowing InlineArray<32, UInt8>, code: Span<UInt8>) {
        self.sequence = sequence
        self.keyIdentifier = keyIdentifier
        self.digest = copy digest
        self.code = InlineArray { code[$0] }
    }

    /// Whether this key has made it.
    func isBy(_ key: DeviceKey) -> Bool {
        let expected = key.code(of: digest)
        for index in code.indices where code[index] != expected[index] { return false }
        return true
    }
}
