/// Which codes have been shown, for all lanes and processes of a box.
///
/// - **Shape**: reserve before the tap is recorded, confirm with the record's sequence once it is durable, release if
///   it never will be: a code is spent exactly when its tap is on record. A start calls ``resolve(device:recorded:)``
///   and then ``restore(_:_:)`` for what its journal has.
/// - **Limits**: the implementation's own; a full store refuses to reserve, it never forgets a code that could still be
///   shown. ``ReplayLifetime`` says when one may be forgotten.
package protocol ReplayStore: AnyObject, Sendable {
    /// Whether a code has been shown; reads only, so that a plain replay costs no signature check.
    func entry(of key: ReplayKey, now: UInt32) throws(ReplayStoreFailure) -> ReplayEntry?

    /// Takes a code for a lane, if nobody has it: atomic for all who share the store.
    ///
    /// - **Parameters**: `expires`, the last second at which the code could be accepted anywhere; seconds since 1970,
    ///   UTC. Call it only for a code that is valid at `now`: it is what lets old codes be forgotten.
    /// - **Returns** what stood there before; nil: it is this lane's now.
    func reserve(
        _ key: ReplayKey, for holder: ReplayHolder, now: UInt32, expires: UInt32
    ) throws(ReplayStoreFailure) -> ReplayEntry?

    /// The tap is on stable storage under this sequence of the holder's journal; the same again changes nothing.
    ///
    /// - **Errors**: `notHeld` where the code is not there or another's: ``restore(_:_:)`` puts it back then.
    func confirm(_ key: ReplayKey, for holder: ReplayHolder, sequence: UInt64) throws(ReplayStoreFailure)

    /// The tap will never be: the code may be shown again. Nothing happens where nobody holds it.
    ///
    /// - **Errors**: `notHeld` where another holds it, or its tap is on record.
    func release(_ key: ReplayKey, for holder: ReplayHolder) throws(ReplayStoreFailure)

    /// Settles what a process of this device left open when it died: a code whose tap is recorded is confirmed, another
    /// one released. Codes of other devices stay as they are.
    ///
    /// - **Parameters**: `recorded`, the sequence of the tap in the device's journal; nil: it has none.
    func resolve(device: String, recorded: (ReplayKey) -> UInt64?) throws(ReplayStoreFailure) -> ReplayResolution

    /// Puts a code back whose tap the journal has: the file was lost, or a power cut took the end of it.
    ///
    /// - **Returns** what another holder has there, which stays; nil: it is there as the journal has it.
    func restore(_ key: ReplayKey, _ entry: ReplayEntry) throws(ReplayStoreFailure) -> ReplayEntry?
}
