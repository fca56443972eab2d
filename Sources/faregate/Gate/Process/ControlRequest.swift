import Foundation
import Gate

/// A request of the control socket.
///
/// - **Errors**: ``GateControl/Refusal`` by name: `not-json`, `unknown-command`, `unknown-key`, `missing`, `bad-value`,
///   `repeated-key`, `unknown-lane`.
struct ControlRequest {
    enum Command {
        case status
        case mode(GateOrder?, GateEasings?)
        case emergency(Bool)
        /// In maintenance.
        case barrier(isOpen: Bool)
        case reload
        case drain
        case acknowledge(GateAlarm)
        case restart
    }

    /// The modes that can be asked for.
    static let modes: [(name: String, order: GateOrder)] = [
        ("normal", .normal), ("closed", .close), ("out-of-service", .outOfService), ("maintenance", .maintenance),
        ("entry-only", .directions(.entry)), ("exit-only", .directions(.exit)), ("two-way", .directions(.twoWay)),
    ]
    /// Where a barrier can be moved by hand.
    static let positions = ["open", "shut"]
    /// The commands, and which keys each has beside those that all have.
    static let commands: [(name: String, keys: [String])] = [
        ("status", []), ("mode", ["mode", "easings", "lanes"]), ("emergency", ["on", "lanes"]),
        ("barrier", ["position", "lanes"]), ("reload", []),
        ("drain", []), ("acknowledge", ["alarm", "lanes"]), ("restart", ["lanes"]),
    ]

    let name: String
    let command: Command
    /// Places of lanes; all where none is named.
    let lanes: [Int]
    /// Their names.
    let laneNames: [String]
    let actor: String
    let reason: String

    /// Reads a line; `ids` are the lanes' names, which may be asked for by number too, from 1.
    init(_ line: String, lanes ids: [String]) throws {
        guard let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else {
            throw GateControl.Refusal(code: "not-json")
        }
        if let key = RequestKeys.repeated(in: line) { throw GateControl.Refusal(code: "repeated-key", key: key) }
        guard let name = object["command"] as? String, let form = Self.commands.first(where: { $0.name == name })
        else {
            throw GateControl.Refusal(code: "unknown-command", key: "command", allowed: Self.commands.map(\.name))
        }
        self.name = name
        let known = ["command", "actor", "reason"] + form.keys
        for key in object.keys.sorted() where !known.contains(key) {
            throw GateControl.Refusal(code: "unknown-key", key: key, allowed: known)
        }
        lanes = try Self.lanes(object["lanes"], ids)
        laneNames = lanes.map { ids[$0] }
        actor = try Self.text(object, "actor", longest: GateControl.longestActor, isNeeded: name != "status")
        reason = try Self.text(object, "reason", longest: GateControl.longestReason, isNeeded: name != "status")
        command = try Self.command(name, object)
    }

    /// Whether it says which ways lanes lead: that is not on record, and holds for as long as the process.
    var isAboutWays: Bool { if case .mode(.directions?, _) = command { true } else { false } }

    /// What the journal keeps of it, as words; `isAbandoned`, where it was not carried out after all.
    func note(user: UInt32, isAbandoned: Bool = false) -> String {
        "control\(isAbandoned ? " abandoned" : ""): " + audit(user: user).line
    }

    /// The same as an object.
    private func audit(user: UInt32) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("command", .string(name)), ("lanes", .array(laneNames.map { .string($0) })),
        ]
        switch command {
        case .mode(let order, let easings):
            if let order { members.append(("mode", .optional(Self.modes.first { $0.order == order }?.name))) }
            if let easings { members.append(("easings", .array(easings.codes.map { .string($0) }))) }
        case .emergency(let isOn): members.append(("on", .bool(isOn)))
        case .barrier(let isOpen): members.append(("position", .string(Self.positions[isOpen ? 0 : 1])))
        case .acknowledge(let alarm): members.append(("alarm", .string(alarm.code)))
        case .status, .reload, .drain, .restart: break
        }
        return .object(
            members + [("user", .integer(Int(user))), ("actor", .string(actor)), ("reason", .string(reason))])
    }

    // MARK: Pieces

    private static func command(_ name: String, _ object: [String: Any]) throws -> Command {
        switch name {
        case "status": return .status
        case "reload": return .reload
        case "drain": return .drain
        case "restart": return .restart
        case "emergency":
            guard let value = object["on"], let isOn = value as? Bool, written(value) == "\(isOn)" else {
                throw GateControl.Refusal(code: "bad-value", key: "on", allowed: ["true", "false"])
            }
            return .emergency(isOn)
        case "barrier":
            guard let place = positions.firstIndex(where: { $0 == object["position"] as? String }) else {
                throw GateControl.Refusal(code: "bad-value", key: "position", allowed: positions)
            }
            return .barrier(isOpen: place == 0)
        case "acknowledge":
            guard let alarm = GateAlarm.allCases.first(where: { $0.code == object["alarm"] as? String }) else {
                throw GateControl.Refusal(code: "bad-value", key: "alarm", allowed: GateAlarm.allCases.map(\.code))
            }
            return .acknowledge(alarm)
        default: return try mode(object)
        }
    }

    private static func mode(_ object: [String: Any]) throws -> Command {
        var order: GateOrder?
        if let mode = object["mode"] {
            guard let found = modes.first(where: { $0.name == mode as? String }) else {
                throw GateControl.Refusal(code: "bad-value", key: "mode", allowed: modes.map(\.name))
            }
            order = found.order
        }
        var easings: GateEasings?
        if let value = object["easings"] {
            var all: GateEasings = []
            for code in value as? [Any] ?? [0] {
                guard let text = code as? String, let easing = GateEasings(code: text) else {
                    throw GateControl.Refusal(code: "bad-value", key: "easings", allowed: GateEasings.named.map(\.code))
                }
                all.insert(easing)
            }
            easings = all
        }
        guard order != nil || easings != nil else { throw GateControl.Refusal(code: "missing", key: "mode") }
        return .mode(order, easings)
    }

    /// How a value was written that is no text: a number passes for a truth value otherwise, and the other way round.
    private static func written(_ value: Any) -> String? {
        guard let list = try? JSONSerialization.data(withJSONObject: [value]) else { return nil }
        return String(decoding: list.dropFirst().dropLast(), as: UTF8.self)
    }

    private static func lanes(_ value: Any?, _ ids: [String]) throws -> [Int] {
        guard let value else { return Array(ids.indices) }
        guard let names = value as? [Any], !names.isEmpty else {
            throw GateControl.Refusal(code: "bad-value", key: "lanes")
        }
        var places: Set<Int> = []
        for name in names {
            guard let text = name as? String ?? written(name), name is String || Int(text) != nil else {
                throw GateControl.Refusal(code: "bad-value", key: "lanes", allowed: ids)
            }
            if let index = ids.firstIndex(of: text) {
                places.insert(index)
            } else if let number = Int(text), ids.indices.contains(number - 1) {
                places.insert(number - 1)
            } else {
                throw GateControl.Refusal(code: "unknown-lane", key: "lanes", allowed: ids)
            }
        }
        return places.sorted()
    }

    private static func text(
        _ object: [String: Any], _ key: String, longest: Int, isNeeded: Bool
    ) throws -> String {
        guard let value = object[key] else {
            if isNeeded { throw GateControl.Refusal(code: "missing", key: key) }
            return ""
        }
        guard let text = value as? String, (isNeeded ? 1 : 0)...longest ~= text.utf8.count,
            !isNeeded || !text.allSatisfy(\.isWhitespace),
            !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else { throw GateControl.Refusal(code: "bad-value", key: key) }
        return text
    }
}
