/// What came of one picture.
package enum SymbolOutcome: Hashable, Sendable {
    /// A symbol was read.
    case read(FoundSymbol)
    /// There is none that can be read.
    case nothing
    /// The bytes are no picture.
    case badImage(ImageFault)
    /// The helper process was killed, crashed, or could not be started; the next picture has a new one.
    case helperDied
    /// No answer within the deadline; the helper was killed, and the next picture has a new one.
    case tooSlow
}
