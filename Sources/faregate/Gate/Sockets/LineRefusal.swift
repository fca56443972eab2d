/// Why a line server does not take something.
enum LineRefusal: String {
    /// A line longer than the limit; it is skipped.
    case tooLong = "line-too-long"
    /// Too many lines in a second; this one is skipped.
    case tooFast = "too-fast"
    /// Too many connections; this one is closed.
    case tooMany = "too-many-connections"
    /// Not UTF-8; the line is skipped.
    case notText = "not-text"
}
