/// One block of a static UIC ticket: a name, a version, a length and bytes that are not read here.
package struct UICStaticBlock: Hashable, Sendable {
    /// `U_HEAD`, `U_FLEX`, or a carrier's RICS code and two letters.
    package let name: String
    /// Two characters.
    package let version: String
    /// Where it lies in the content, its header of twelve bytes included.
    package let range: Range<Int>

    static let headerBytes = 12

    init(_ cursor: inout CodeCursor, in content: Span<UInt8>) throws(CodeFault) {
        let start = cursor.offset
        name = try UICStaticCode.text(&cursor, 6, content)
        version = try UICStaticCode.text(&cursor, 2, content)
        let lengthStart = cursor.offset
        let digits = try UICStaticCode.text(&cursor, 4, content)
        guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let length = Int(digits),
            length >= Self.headerBytes, length - Self.headerBytes <= cursor.remaining
        else { throw CodeFault(at: lengthStart) }
        _ = try cursor.take(length - Self.headerBytes)
        range = start..<(start + length)
    }
}
