/// Why a text is no transcript, with the number of its line (1 is the first).
public enum TranscriptError: Error, Hashable, Sendable, CustomStringConvertible {
    /// No command and no answer in the whole text.
    case empty
    /// A line that should be hex is not.
    case notHex(line: Int)
    /// An answer without a command before it.
    case answerWithoutCommand(line: Int)
    /// A line without a mark, in the place of an answer, has fewer than the two bytes of a status word.
    case answerTooShort(line: Int)
    /// More exchanges than ``Transcript/mostExchanges``.
    case tooLong(line: Int)

    public var description: String {
        switch self {
        case .empty: "no command and no answer in the text; give lines such as \"> 00A4...\" and \"< 6F...9000\""
        case .notHex(let line): "line \(line): not hexadecimal bytes"
        case .answerWithoutCommand(let line): "line \(line): an answer without a command before it"
        case .answerTooShort(let line): "line \(line): an answer needs the two bytes of a status word"
        case .tooLong(let line): "line \(line): more than \(Transcript.mostExchanges) exchanges"
        }
    }
}
