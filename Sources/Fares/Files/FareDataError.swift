/// What can be wrong with a network folder, a tariff or a published table: the file, the place, and what was expected.
public enum FareDataError: Error, Hashable, Sendable {
    /// The file cannot be opened or read.
    case unreadable(file: String, reason: String)
    /// A needed file is not in the folder.
    case missingFile(file: String)
    /// The header line lacks a column; `found` is the header as it stands.
    case missingColumn(file: String, column: String, found: String)
    /// A value is not what the column or key holds.
    case badValue(file: String, line: Int, name: String, value: String, expected: String)
    /// A record contradicts another one or the file's rules.
    case contradiction(file: String, line: Int, what: String)
    /// The whole is unusable although each line can be read, such as a network in two pieces.
    case inconsistent(file: String, what: String)
}

extension FareDataError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .unreadable(let file, let reason):
            "\(file): cannot be read: \(reason)"
        case .missingFile(let file):
            "\(file): not found, and it is needed"
        case .missingColumn(let file, let column, let found):
            "\(file):1: no column \"\(column)\"; the header is: \(found)"
        case .badValue(let file, let line, let name, let value, let expected):
            "\(file):\(line): \(name) is \"\(value)\"; expected \(expected)"
        case .contradiction(let file, let line, let what):
            "\(file):\(line): \(what)"
        case .inconsistent(let file, let what):
            "\(file): \(what)"
        }
    }
}
