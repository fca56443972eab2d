/// What makes bytes no BER-TLV data object, with the offset in the whole buffer.
///
/// - **Source**: the rules of EMV Book 3 annex B as collected in public sources; the page itself was not read.
public enum TLVError: Error, Hashable, Sendable {
    /// The buffer or the template ends inside the object that starts its length or value here.
    case truncated(at: Int)
    /// The length is of the indefinite form, or longer than two bytes.
    case lengthTooLong(at: Int)
    /// The tag is longer than three bytes.
    case tagTooLong(at: Int)
    /// Templates lie deeper in each other than ``TLVReader/deepestLevel``.
    case tooDeep(at: Int)
    /// A data object list asks for more bytes than ``DataObjectList/longestData``.
    case listTooLong(at: Int)

    /// Where in the buffer.
    public var offset: Int {
        switch self {
        case .truncated(let at), .lengthTooLong(let at), .tagTooLong(let at), .tooDeep(let at), .listTooLong(let at):
            at
        }
    }
}

extension TLVError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .truncated(let at): "byte \(at): the data ends inside an object"
        case .lengthTooLong(let at): "byte \(at): a length form that EMV does not use"
        case .tagTooLong(let at): "byte \(at): a tag of more than three bytes"
        case .tooDeep(let at): "byte \(at): templates nested too deeply"
        case .listTooLong(let at): "byte \(at): the list asks for too much data"
        }
    }
}
