import SmartCard

/// Why a vector item cannot be run.
struct VectorItemError: Error {
    let text: String
    init(_ text: String) { self.text = text }
}

/// Reads the members of one object of an item; members nobody asked for are an error.
struct VectorReader {
    let path: String
    private let members: [String: VectorValue]
    private var unread: Set<String>

    init(_ value: VectorValue?, _ path: String) throws(VectorItemError) {
        guard case .object(let members)? = value else { throw VectorItemError("\(path): expected an object") }
        self.path = path
        self.members = members
        unread = Set(members.keys)
    }

    /// A member, whatever it is; nil if it is absent.
    mutating func optional(_ key: String) -> VectorValue? {
        unread.remove(key)
        return members[key]
    }

    /// A member that must be there.
    mutating func required(_ key: String) throws(VectorItemError) -> VectorValue {
        guard let value = optional(key) else { throw VectorItemError("\(path).\(key): missing") }
        return value
    }

    mutating func list(_ key: String) throws(VectorItemError) -> [VectorValue] {
        guard case .list(let list) = try required(key) else { throw wrong(key, "a list") }
        return list
    }

    mutating func text(_ key: String) throws(VectorItemError) -> String? {
        switch optional(key) {
        case nil: return nil
        case .text(let text)?: return text
        default: throw wrong(key, "text")
        }
    }

    mutating func flag(_ key: String) throws(VectorItemError) -> Bool? {
        switch optional(key) {
        case nil: return nil
        case .flag(let flag)?: return flag
        default: throw wrong(key, "true or false")
        }
    }

    mutating func number(_ key: String) throws(VectorItemError) -> Int? {
        switch optional(key) {
        case nil: return nil
        case .number(let number)? where number >= 0: return number
        default: throw wrong(key, "a whole number")
        }
    }

    mutating func bytes(_ key: String) throws(VectorItemError) -> [UInt8]? {
        guard let text = try text(key) else { return nil }
        guard let bytes = Hex.bytes(text) else { throw wrong(key, "hex") }
        return bytes
    }

    /// One of the names of a table.
    mutating func name<Meaning>(
        _ key: String, of table: KeyValuePairs<String, Meaning>
    ) throws(VectorItemError) -> Meaning? {
        guard let text = try text(key) else { return nil }
        guard let found = table.first(where: { $0.key == text }) else { throw wrong(key, "a known name") }
        return found.value
    }

    /// Complains of members that were not read.
    func finish() throws(VectorItemError) {
        if let key = unread.min() { throw VectorItemError("\(path).\(key): unknown") }
    }

    func wrong(_ key: String, _ what: String) -> VectorItemError {
        VectorItemError("\(path).\(key): expected \(what)")
    }
}
