/// What happens to an answer.
enum AnswerEdit: Hashable, Sendable {
    /// This status word and no data.
    case status(UInt16)
    /// This status word behind the data.
    case statusWithData(UInt16)
    /// `6Cxx` with the right length, and the data when the command is repeated with it.
    case wrongLength
    /// The data in so many pieces behind `61xx`.
    case waiting(pieces: Int)
    /// `6283`; then `6Cxx` to GET RESPONSE, and the data when that is repeated.
    case warningThenWrongLength
    /// `6100`, to GET RESPONSE too.
    case endless
    /// These bytes instead of data and status word.
    case bytes([UInt8])
    /// Bytes between data and status word.
    case trailer([UInt8])
    case exclusiveOr(at: Int, UInt8)
    /// The card leaves the field before it takes the command; once.
    case removed
    /// The card carries out the command and leaves before its answer is heard; once.
    case removedAfter
    /// Two cards answer.
    case collision
    /// The card takes so long.
    case microseconds(Int)
}
