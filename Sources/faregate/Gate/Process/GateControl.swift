import Foundation
import Gate
import Journal
import Lane

/// Answers the requests of the control socket.
///
/// - **Shape**: one JSON object a line. What changes something names who asks and why, and stands in the journal before it
///   takes effect.
/// - **Errors**: a request that is wrong is answered by name and changes nothing. An emergency release does not wait for a
///   journal that takes nothing: people come first, and the answer says that it is not on record.
final class GateControl: Sendable {
    /// The longest name of who asks, and the longest reason, in characters.
    static let longestActor = 64
    static let longestReason = 200

    /// Why a request is not done.
    struct Refusal: Error {
        let code: String
        var key: String?
        var allowed: [String] = []
    }

    private unowned let process: GateProcess

    init(_ process: GateProcess) { self.process = process }

    /// The answer to a line of a user.
    func answer(_ line: String, of user: UInt32) -> JSONValue {
        do {
            let request = try ControlRequest(line, lanes: process.seats.map(\.id))
            return try perform(request, user)
        } catch let refusal as Refusal {
            return Self.refusal(refusal.code, key: refusal.key, allowed: refusal.allowed)
        } catch {
            return Self.refusal("failed")
        }
    }

    /// The answer to what is not done.
    static func refusal(_ code: String, key: String? = nil, allowed: [String] = []) -> JSONValue {
        var members: [(String, JSONValue)] = [("ok", false), ("error", .string(code))]
        if let key { members.append(("key", .string(key))) }
        if !allowed.isEmpty { members.append(("allowed", .array(allowed.map { .string($0) }))) }
        return .object(members)
    }

    private func perform(_ request: ControlRequest, _ user: UInt32) throws -> JSONValue {
        if case .status = request.command { return GateStatus(process).whole }
        try checkDirections(request)
        var record: UInt64?
        do throws(JournalError) { record = try audit(request, user) } catch {
            guard case .emergency(true) = request.command else { throw Refusal(code: "journal-takes-nothing") }
        }
        process.log.note(
            LogEvent(
                "control",
                [
                    ("command", .text(request.name)), ("user", .number(Int(user))), ("actor", .text(request.actor)),
                    ("reason", .text(request.reason)), ("record", .number(Int(record ?? 0))),
                ]))
        try act(request)
        return .object([
            ("ok", true), ("command", .string(request.name)),
            ("lanes", .array(request.lanes.map { .string(process.seats[$0].id) })),
            ("record", .optional(record.map { Int($0) })),
        ])
    }

    /// Writes a request into the journal and waits until it stands there.
    private func audit(_ request: ControlRequest, _ user: UInt32) throws(JournalError) -> UInt64 {
        let text = "control: " + request.audit(user: user).line
        switch process.box.desk.ask(.record(text, process.clock.moment), at: process.place(.control)) {
        case .recorded(let sequence):
            try process.box.journal.waitUntilDurable(
                sequence, milliseconds: GateLane.longestStorageMilliseconds)
            return sequence
        case .failed(let error): throw error
        case .verdict, .price, .done: preconditionFailure("an answer to another question")
        }
    }

    /// The ways of a lane are no mode of the machine's: whoever shows it is told of them here.
    private func tellDirections(_ seat: LaneSeat) {
        process.status?.send(
            JSONValue.object([
                ("type", "mode"), ("lane", .string(seat.id)), ("mode", .string(seat.machine.mode.code)),
                ("cause", "command"), ("easings", .array(seat.machine.easings.codes.map { .string($0) })),
                ("open_to", .string(seat.machine.directions.code)),
            ]).line)
    }

    /// A lane that does not lead there would go on as it does, and who asked would think otherwise.
    private func checkDirections(_ request: ControlRequest) throws {
        guard case .mode(.directions(let ways)?, _) = request.command else { return }
        let able = process.seats.filter { $0.configuration.machineSettings.directions.isSuperset(of: ways) }
        guard request.lanes.allSatisfy({ place in able.contains { $0.place == place } }) else {
            throw Refusal(code: "no-such-direction", key: "lanes", allowed: able.map(\.id))
        }
    }

    private func act(_ request: ControlRequest) throws {
        let seats = request.lanes.map { process.seats[$0] }
        switch request.command {
        case .status: break
        case .mode(let order, let easings):
            for seat in seats {
                if let order { seat.machine.command(order, by: request.actor) }
                if let easings { seat.machine.command(.ease(easings), by: request.actor) }
            }
        case .emergency(let isOn):
            for seat in seats { seat.machine.command(isOn ? .release : .endRelease, by: request.actor) }
        case .reload: process.requestReload()
        case .drain: process.stop.set()
        case .acknowledge(let alarm):
            var isFound = false
            for seat in seats { isFound = seat.acknowledge(alarm) || isFound }
            guard isFound else { throw Refusal(code: "no-such-alarm", key: "alarm") }
        case .restart: for seat in seats { process.restart(seat) }
        }
        if case .mode(.directions?, _) = request.command { for seat in seats { tellDirections(seat) } }
    }
}
