/// A line that is none of an accept list's.
package struct AcceptListFault: Error, Hashable, Sendable {
    /// Counted from 1; 0: the list names no medium.
    package let line: Int
}

extension AcceptListFault: CustomStringConvertible {
    package var description: String {
        guard line > 0 else { return "no line \"medium\": nothing would be accepted" }
        let media = LaneConfiguration.mediaNames.joined(separator: ", ")
        return
            "line \(line): neither \"medium\" and one of \(media), nor \"application\" and 5 to 16 bytes in hexadecimal"
    }
}
