import Fares
import Yams

/// One mapping of a configuration: its keys were looked at, its values are read by name.
///
/// - **Shape**: what is wrong is noted in `faults`, and the value is nil then; reading goes on, so that all faults of a
///   file are told at once.
struct ConfigurationSection {
    /// The longest text of a value, in characters.
    static let longestText = 512

    let place: ConfigurationPlace
    let faults: ConfigurationFaults
    private var members: [(name: String, node: Node, place: ConfigurationPlace)] = []

    /// The members of a mapping; keys that are not `known` are noted, and so are those that stand twice.
    init(_ node: Node, at place: ConfigurationPlace, known: [String], _ faults: ConfigurationFaults) {
        self.place = place
        self.faults = faults
        guard case .mapping(let mapping) = node else {
            faults.add(.expected(.mapping, found: Self.shown(node)), at: place)
            return
        }
        for (key, value) in mapping {
            guard case .scalar(let scalar) = key else {
                faults.add(.expected(.scalar, found: Self.shown(key)), at: Self.place(of: key, key: place.key, place))
                continue
            }
            let name = scalar.string
            let path = place.key.isEmpty ? name : "\(place.key).\(name)"
            let there = Self.place(of: key, key: path, place)
            guard known.contains(name) else {
                faults.add(.unknownKey(near: Self.near(name, known), known: known), at: there)
                continue
            }
            guard !members.contains(where: { $0.name == name }) else {
                faults.add(.repeated, at: there)
                continue
            }
            members.append((name, value, there))
        }
    }

    /// Whether a key is there.
    func has(_ name: String) -> Bool { members.contains { $0.name == name } }

    /// Where a key is, or would be.
    func place(_ name: String) -> ConfigurationPlace {
        members.first { $0.name == name }?.place
            ?? ConfigurationPlace(
                line: place.line, column: place.column, key: place.key.isEmpty ? name : "\(place.key).\(name)")
    }

    /// Notes that a key must be there, if it is not.
    func require(_ name: String) {
        if !has(name) { faults.add(.missing, at: place(name)) }
    }

    /// Notes what is wrong with a key.
    func refuse(_ name: String, _ kind: ConfigurationFault.Kind) { faults.add(kind, at: place(name)) }

    // MARK: Values

    /// The text of a plain or quoted value.
    func scalar(_ name: String, _ expected: ConfigurationExpectation) -> String? {
        guard let member = members.first(where: { $0.name == name }) else { return nil }
        guard case .scalar(let scalar) = member.node, !scalar.string.isEmpty,
            !(scalar.style == .plain && ["~", "null"].contains(scalar.string))
        else {
            faults.add(.expected(expected, found: Self.shown(member.node)), at: member.place)
            return nil
        }
        return scalar.string
    }

    /// A text.
    func text(_ name: String, longest: Int = longestText) -> String? {
        checked(name, .text(longest: longest)) { text in
            text.count <= longest
                && !text.unicodeScalars.contains { $0.properties.generalCategory == .control } ? text : nil
        }
    }

    /// A name that may stand in a log, a command and a file's name.
    func name(_ name: String, longest: Int) -> String? {
        checked(name, .name(longest: longest)) { text in
            text.utf8.count <= longest
                && text.utf8.allSatisfy {
                    (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
                        || [0x2E, 0x5F, 0x2D].contains($0)
                } ? text : nil
        }
    }

    /// A whole number.
    func integer(_ name: String, _ range: ClosedRange<Int>) -> Int? {
        checked(name, .wholeNumber(range)) { text in
            // 010 is 8 to some readers of YAML, and 10 to others.
            guard text == "0" || text.utf8.first != 0x30, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let number = Int(text), range.contains(number)
            else { return nil }
            return number
        }
    }

    /// `true` or `false`.
    func flag(_ name: String) -> Bool? { checked(name, .yesNo) { ["true": true, "false": false][$0] } }

    /// One of an enumeration's words.
    func choice<Choice>(_ name: String, as type: Choice.Type = Choice.self) -> Choice?
    where Choice: RawRepresentable<String> & CaseIterable {
        let words = Choice.allCases.map(\.rawValue)
        guard let text = scalar(name, .oneOf(words, near: [])) else { return nil }
        guard let choice = Choice(rawValue: text) else {
            refuse(name, .expected(.oneOf(words, near: Self.near(text, words)), found: text))
            return nil
        }
        return choice
    }

    /// Bytes as hex.
    func hex(_ name: String, bytes: ClosedRange<Int>) -> String? {
        checked(name, .hex(bytes: bytes)) { text in
            text.utf8.count % 2 == 0 && bytes.contains(text.utf8.count / 2)
                && text.utf8.allSatisfy { UnicodeScalar($0).properties.isASCIIHexDigit } ? text : nil
        }
    }

    /// A path.
    func path(_ name: String, _ context: ConfigurationContext) -> ConfigurationPath? {
        guard let text = scalar(name, .path) else { return nil }
        switch context.path(text, at: place(name)) {
        case .success(let path): return path
        case .failure(let fault):
            faults.add(fault.kind, at: fault.place)
            return nil
        }
    }

    /// The members of a mapping below; nil if it is not there.
    func section(_ name: String, known: [String]) -> ConfigurationSection? {
        guard let member = members.first(where: { $0.name == name }) else { return nil }
        return ConfigurationSection(member.node, at: member.place, known: known, faults)
    }

    /// A mapping below, or one value that stands for its first key.
    func section(_ name: String, known: [String], shortFor first: String) -> ConfigurationSection? {
        guard let member = members.first(where: { $0.name == name }) else { return nil }
        guard case .scalar = member.node else { return section(name, known: known) }
        var short = ConfigurationSection(.mapping(Node.Mapping([])), at: member.place, known: known, faults)
        short.members.append((first, member.node, member.place))
        return short
    }

    /// The elements of a list, each a mapping.
    func sections(_ name: String, known: [String]) -> [ConfigurationSection] {
        elements(name).map { ConfigurationSection($0.node, at: $0.place, known: known, faults) }
    }

    /// The elements of a list of words, each one of `words`.
    func words(_ name: String, _ words: [String]) -> [String]? {
        guard has(name) else { return nil }
        return elements(name).compactMap { element in
            guard case .scalar(let scalar) = element.node, words.contains(scalar.string) else {
                let found = Self.shown(element.node)
                faults.add(
                    .expected(.oneOf(words, near: Self.near(found, words)), found: found), at: element.place)
                return nil
            }
            return scalar.string
        }
    }

    // MARK: Pieces

    private func checked<Value>(
        _ name: String, _ expected: ConfigurationExpectation, _ read: (String) -> Value?
    ) -> Value? {
        guard let text = scalar(name, expected) else { return nil }
        guard let value = read(text) else {
            refuse(name, .expected(expected, found: text))
            return nil
        }
        return value
    }

    private func elements(_ name: String) -> [(node: Node, place: ConfigurationPlace)] {
        guard let member = members.first(where: { $0.name == name }) else { return [] }
        guard case .sequence(let sequence) = member.node else {
            faults.add(.expected(.list, found: Self.shown(member.node)), at: member.place)
            return []
        }
        return sequence.enumerated().map { index, node in
            (node, Self.place(of: node, key: "\(member.place.key)[\(index + 1)]", member.place))
        }
    }

    /// Words of `known` that may have been meant.
    private static func near(_ name: String, _ known: [String]) -> [String] {
        guard name.count <= 32 else { return [] }
        let distances = known.map { ($0, editDistance(name.lowercased(), $0.lowercased())) }
        guard let least = distances.map(\.1).min(), least <= max(1, name.count / 3) else { return [] }
        return distances.filter { $0.1 == least }.map(\.0)
    }

    private static func place(of node: Node, key: String, _ other: ConfigurationPlace) -> ConfigurationPlace {
        ConfigurationPlace(line: node.mark?.line ?? other.line, column: node.mark?.column ?? other.column, key: key)
    }

    /// A value as a message shows it.
    static func shown(_ node: Node) -> String {
        switch node {
        case .scalar(let scalar): String(scalar.string.prefix(64))
        case .mapping: "{...}"
        case .sequence: "[...]"
        case .alias: "*alias"
        }
    }
}
