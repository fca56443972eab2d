extension ReplayEntry {
    /// The longest that one code is held before one scanner.
    package static let presentationSeconds: UInt32 = 2

    /// Whether the same code at the same lane is the presentation that has been answered, and no second one.
    ///
    /// A clock that was set back is not taken for a short time: the answer is no then. A wall clock can pass the same
    /// second twice, so a lane opens nothing for it.
    /// - **Source**: `qr.md` 6.3: the terminals' 2000 ms.
    package func isSamePresentation(holder: ReplayHolder, now: UInt32) -> Bool {
        holder == self.holder && now >= time && now - time <= Self.presentationSeconds
    }
}
