/// Whose journal it is.
package struct JournalIdentity: Hashable, Sendable {
    /// The device, such as `SZ001-07`.
    package let device: String
    /// Which journal of that device: another one each time it is begun anew, so that (device, epoch, sequence) names a
    /// record for ever.
    package let epoch: UInt64

    /// An identity; nil if the id is empty, has more than ``JournalFormat/longestDeviceID`` bytes or a control character.
    package init?(device: String, epoch: UInt64) {
        guard !device.isEmpty, device.utf8.count <= JournalFormat.longestDeviceID,
            device.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F })
        else { return nil }
        self.device = device
        self.epoch = epoch
    }
}
