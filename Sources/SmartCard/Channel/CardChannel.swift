/// A way to one card: a reader, an emulated card in the process, a recorded transcript.
///
/// - **Shape**: one command, one answer; calls come from one thread. Answers carry their status word.
/// - **Errors**: ``CardChannelError``; after ``CardChannelError/removed`` only ``reset()`` may bring a card back.
public protocol CardChannel: AnyObject {
    /// Sends a command and puts the card's whole answer, status word included, into `answer` in place of what it held.
    func transmit(_ command: [UInt8], into answer: inout [UInt8]) throws(CardChannelError)

    /// Resets the card; returns its answer to reset (ISO/IEC 7816-3, 8).
    func reset() throws(CardChannelError) -> [UInt8]
}

/// Why no answer came.
public enum CardChannelError: Error, Hashable, Sendable {
    /// The card has left the field or the slot.
    case removed
    /// No answer within the reader's time.
    case timedOut
    /// More than one card is in the field.
    case collision
    /// The reader or its driver failed, with its own code.
    case reader(code: UInt32)
    /// A transcript has no answer to this command.
    case notInTranscript(position: Int)
}
