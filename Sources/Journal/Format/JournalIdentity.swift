/// Whose journal it is.
package struct JournalIdentity: Hashable, Sendable {
    /// The device, such as `SZ001-07`.
    package let device: String
    /// Which journal of that device: another one each time it is begun anew, so that (device, epoch, sequence) names a
    /// record for ever.
    package let epoch: UInt64

    /// An identity; nil if the id is empty, has more than ``JournalFormat/longestDeviceID`` bytes or a control
    /// character.
    package init?(device: String, epoch: UInt64) {
        guard !device.isEmpty, device.utf8.count <= JournalFormat.longestDeviceID,
            device.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F })
        else { return nil }
        self.device = device
        self.epoch = epoch
    }

    /// An epoch for a journal that is begun now: the Unix second in 32 bits and 20 random bits, so that one begun in
    /// the same second, or by a clock that was set back, has another one.
    ///
    /// - **Limits**: below 2^52, which every reader of JSON keeps exactly.
    package static func newEpoch(at moment: JournalMoment, using generator: inout some RandomNumberGenerator) -> UInt64
    {
        let second = UInt64(UInt32(truncatingIfNeeded: moment.wallMilliseconds / 1000))
        return second << 20 | UInt64.random(in: 0..<1_048_576, using: &generator)
    }
}
