import Yams

/// A place in a tariff's YAML: its value, its path for messages, and its line.
///
/// - **Errors**: every reading throws ``FareDataError`` with file and line; unknown keys are refused, since a
///   mistyped rule that is silently absent is a rule that fails in production.
struct TariffNode {
    let file: String
    let path: String
    let node: Node

    var line: Int { node.mark?.line ?? 1 }

    /// Parses a YAML text to its root mapping.
    static func root(file: String, bytes: [UInt8]) throws(FareDataError) -> TariffNode {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .inconsistent(file: file, what: "not UTF-8 text; expected a YAML tariff")
        }
        let parsed: Node?
        do {
            parsed = try Yams.compose(yaml: text)
        } catch let error as YamlError {
            switch error {
            case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
                .composer(_, let problem, let mark, _):
                throw .contradiction(file: file, line: mark.line, what: "not YAML: \(problem)")
            case .duplicatedKeysInMapping(let keys, let context):
                throw .contradiction(
                    file: file, line: context.mark.line, what: "key \"\(keys.first ?? "")\" stands twice")
            default:
                throw .inconsistent(file: file, what: "not YAML: \(error)")
            }
        } catch {
            throw .inconsistent(file: file, what: "not YAML: \(error)")
        }
        guard let parsed else { throw .inconsistent(file: file, what: "the file is empty; expected a YAML tariff") }
        return TariffNode(file: file, path: "", node: parsed)
    }

    func bad(_ expected: String) -> FareDataError {
        let value =
            switch node {
            case .scalar(let scalar): scalar.string
            case .mapping: "{...}"
            case .sequence: "[...]"
            case .alias: "*alias"
            }
        return .badValue(file: file, line: line, name: path.isEmpty ? "tariff" : path, value: value, expected: expected)
    }

    func contradiction(_ what: String) -> FareDataError {
        .contradiction(file: file, line: line, what: path.isEmpty ? what : "\(path): \(what)")
    }

    /// The keys and values of a mapping, in order; keys outside `allowed` and repeated keys are refused.
    func mapping(_ allowed: [String]?) throws(FareDataError) -> [(key: String, value: TariffNode)] {
        guard case .mapping(let mapping) = node else { throw bad("a mapping") }
        var found: [(key: String, value: TariffNode)] = []
        for (key, value) in mapping {
            guard case .scalar(let name) = key else { throw bad("plain keys") }
            let child = TariffNode(file: file, path: path.isEmpty ? name.string : "\(path).\(name.string)", node: value)
            if let allowed, !allowed.contains(name.string) {
                throw .contradiction(
                    file: file, line: key.mark?.line ?? line,
                    what: "unknown key \"\(child.path)\"; known here: \(allowed.joined(separator: ", "))")
            }
            guard !found.contains(where: { $0.key == name.string }) else {
                throw .contradiction(
                    file: file, line: key.mark?.line ?? line, what: "key \"\(child.path)\" stands twice")
            }
            found.append((name.string, child))
        }
        return found
    }

    /// The value of a key of a mapping, or nil.
    func child(_ key: String) -> TariffNode? {
        guard case .mapping(let mapping) = node, let value = mapping[key] else { return nil }
        return TariffNode(file: file, path: path.isEmpty ? key : "\(path).\(key)", node: value)
    }

    /// The value of a key that must be there.
    func required(_ key: String) throws(FareDataError) -> TariffNode {
        if let found = child(key) { return found }
        throw contradiction("\"\(key)\" is missing")
    }

    /// The elements of a sequence; an empty value counts as an empty one.
    func sequence() throws(FareDataError) -> [TariffNode] {
        switch node {
        case .sequence(let elements):
            var list: [TariffNode] = []
            for element in elements { list.append(TariffNode(file: file, path: path, node: element)) }
            return list
        case .scalar(let scalar) where scalar.string.isEmpty || scalar.string == "~" || scalar.string == "null":
            return []
        default:
            throw bad("a list")
        }
    }

    func string() throws(FareDataError) -> String {
        guard case .scalar(let scalar) = node else { throw bad("a text") }
        return scalar.string
    }

    func integer(_ range: ClosedRange<Int>) throws(FareDataError) -> Int {
        guard case .scalar(let scalar) = node, let value = Self.number(scalar.string), range.contains(value) else {
            throw bad("a whole number from \(range.lowerBound) to \(range.upperBound)")
        }
        return value
    }

    /// A whole number written in digits alone; nil for `+5`, which `Int` would take.
    static func number(_ text: some StringProtocol) -> Int? {
        text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
    }

    func date() throws(FareDataError) -> ServiceDate {
        guard case .scalar(let scalar) = node, let date = ServiceDate(scalar.string) else {
            throw bad("a date YYYY-MM-DD")
        }
        return date
    }

    func strings() throws(FareDataError) -> [String] {
        var list: [String] = []
        for element in try sequence() { list.append(try element.string()) }
        return list
    }
}
