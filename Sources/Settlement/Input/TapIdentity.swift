import Journal

/// Which tap: the device, its journal's epoch, and the record in it; one and the same for ever (operations.md, P2).
package struct TapIdentity: Hashable, Sendable, Comparable {
    /// The device.
    package let device: String
    /// The epoch of its journal.
    package let epoch: UInt64
    /// The record.
    package let sequence: UInt64

    package init(device: String, epoch: UInt64, sequence: UInt64) {
        self.device = device
        self.epoch = epoch
        self.sequence = sequence
    }

    /// Reads `device-epoch-sequence`; nil for anything else. A device's name may have hyphens of its own.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count >= 3, let epoch = UInt64(parts[parts.count - 2]),
            let sequence = UInt64(parts[parts.count - 1])
        else { return nil }
        self.init(device: parts.dropLast(2).joined(separator: "-"), epoch: epoch, sequence: sequence)
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.device, left.epoch, left.sequence) < (right.device, right.epoch, right.sequence)
    }
}

extension TapIdentity: CustomStringConvertible {
    /// `device-epoch-sequence`, as in every file of a batch.
    package var description: String { "\(device)-\(epoch)-\(sequence)" }
}
