import QRTickets

/// A code that the validator has accepted, and what the replay store knew of it.
struct SoundCode {
    let code: VerifiedCode
    /// This lane's own entry: its tap may still wait for the disk or the barrier; nil: the code is new.
    let seen: ReplayEntry?
    /// The time by which it was judged.
    let now: UInt32
}
