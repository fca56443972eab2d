import CardCrypto

/// A line in which somebody's number may stand: overwritten when it ends, and never copied on the way.
///
/// - **Shape**: the bytes have one owner; whoever reads them gets a view for as long as that takes.
/// - **Limits**: a capacity from the start, since growing would leave copies behind.
final class WipedLine {
    private var bytes: [UInt8] = []
    private let capacity: Int

    init(capacity: Int) {
        self.capacity = capacity
        bytes.reserveCapacity(capacity)
    }

    deinit { bytes.wipe() }

    var isEmpty: Bool { bytes.isEmpty }

    /// Adds a byte; false where there is no room.
    func append(_ byte: UInt8) -> Bool {
        guard bytes.count < capacity else { return false }
        bytes.append(byte)
        return true
    }

    /// Overwrites what stands in it.
    func wipe() { bytes.wipe() }

    /// Lets somebody read it, who keeps nothing of it.
    func read<Result>(_ body: (Span<UInt8>) throws -> Result) rethrows -> Result {
        // The same memory under another name.
        let held = bytes
        return try body(held.span)
    }
}
