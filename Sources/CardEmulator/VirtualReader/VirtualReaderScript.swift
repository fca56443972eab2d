/// What a card on the virtual reader does besides answering: leaving, dawdling, lying.
package struct VirtualReaderScript: Hashable, Sendable {
    /// One misdeed.
    package enum Act: Hashable, Sendable {
        /// The card leaves when it has the command, and does not answer.
        case leave
        /// The card answers, then leaves.
        case leaveAfter
        /// The card leaves in the middle of its answer.
        case drop
        /// The answer is late.
        case late(milliseconds: Int)
        /// The frame promises so many bytes more than it has.
        case overlong(by: Int)
        /// The answer comes twice, so that the second one is there before the next command.
        case twice
        /// A frame without a body.
        case empty
    }

    /// What happens at which command; 1 is the first one after the card came.
    package var acts: [Int: Act]

    package init(_ acts: [Int: Act] = [:]) { self.acts = acts }
}
