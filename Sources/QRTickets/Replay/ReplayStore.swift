/// Which codes have been shown, for all lanes and processes of a box.
///
/// - **Shape**: reserve before the tap is recorded, confirm with the record's sequence once it is durable, release if it
///   never will be: a code is spent exactly when its tap is on record.
/// - **Limits**: the implementation's own; a full store refuses to reserve, it never forgets a code that could still be
///   shown.
package protocol ReplayStore: AnyObject, Sendable {
    /// Whether a code has been shown; reads only, so that a plain replay costs no signature check.
    func entry(of key: ReplayKey, now: UInt32) throws(ReplayStoreFailure) -> ReplayEntry?

    /// Takes a code for a lane, if nobody has it: atomic for all who share the store.
    ///
    /// - **Parameters**: `expires`, the last second at which the code could be accepted anywhere; seconds since 1970, UTC.
    /// - **Returns** what stood there before; nil: it is this lane's now.
    func reserve(
        _ key: ReplayKey, for holder: ReplayHolder, now: UInt32, expires: UInt32
    ) throws(ReplayStoreFailure) -> ReplayEntry?

    /// The tap is on stable storage under this sequence of the holder's journal.
    func confirm(_ key: ReplayKey, for holder: ReplayHolder, sequence: UInt64) throws(ReplayStoreFailure)

    /// The tap will never be: the code may be shown again. Only the holder of an unconfirmed code can release it.
    func release(_ key: ReplayKey, for holder: ReplayHolder) throws(ReplayStoreFailure)
}
