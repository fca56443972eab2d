/// What happens to the service, its readers and their cards.
package enum ReaderEvent: Hashable, Sendable {
    /// The service does not answer any more, or has never done; it is tried again without end.
    case serviceLost(ReaderError)
    /// The service answers.
    case serviceBack
    case readerAdded(String)
    case readerGone(String)
    /// A card has come, with its answer to reset.
    case cardArrived(reader: String, answerToReset: [UInt8])
    case cardRemoved(reader: String)
    /// Something lies on the reader that does not answer.
    case cardMute(reader: String)
}
