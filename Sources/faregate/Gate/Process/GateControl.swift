import Foundation
import Gate
import Journal
import Lane

/// Answers the requests of the control socket.
///
/// - **Shape**: one JSON object a line. What changes something names who asks and why, and stands in the journal before
///   it takes effect; what holds at a lane from then on stands there before it is answered. One thread answers, a
///   request at a time.
/// - **Errors**: a request that is wrong is answered by name and changes nothing. An emergency release does not wait
///   for the journal: people come first, and its record follows, which nobody waits for. The end of one waits, and is
///   done whatever comes of that. Behind a request that the journal has kept waiting all others are refused at once for
///   ``slowMilliseconds``, so that no release stands in a queue.
final class GateControl: @unchecked Sendable {
    /// The longest name of who asks, and the longest reason, in characters.
    static let longestActor = 64
    static let longestReason = 200

    /// Why a request is not done.
    struct Refusal: Error {
        let code: String
        var key: String?
        var allowed: [String] = []
    }

    /// How long nothing is asked of a journal that was too slow.
    static let slowMilliseconds = 2000
    /// How long the desk may take to hand on the record of what is done already.
    private static let noteMilliseconds: UInt64 = 200

    private unowned let process: GateProcess
    // The answering thread's own.
    private var slowUntil = 0

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
        try checkMaintenance(request)
        let begun = GateClock.milliseconds
        var record: UInt64?
        switch request.command {
        case .emergency(true):
            try act(request)
            record = try? hand(request.note(user: user), milliseconds: Self.noteMilliseconds)
        case .emergency(false): record = try? audit(request, user)
        default:
            do throws(JournalError) { record = try audit(request, user) } catch {
                throw Refusal(code: "journal-takes-nothing")
            }
        }
        var fields: [(String, LogValue)] = [
            ("command", .text(request.name)), ("user", .number(Int(user))), ("actor", .text(request.actor)),
            ("reason", .text(request.reason)),
        ]
        if let record { fields.append(("record", .number(Int(record)))) }
        process.log.note(LogEvent("control", fields))
        var answer: [(String, JSONValue)] = [
            ("ok", true), ("command", .string(request.name)),
            ("lanes", .array(request.lanes.map { .string(process.seats[$0].id) })),
            ("record", .optional(record.map { Int($0) })),
        ]
        switch request.command {
        case .emergency(true): break
        case .emergency(false), .mode:
            try act(request)
            let isKept = record != nil && keeps(request, since: begun)
            if !isKept || request.isAboutWays { answer.append(("kept", false)) }
        default: try act(request)
        }
        return .object(answer)
    }

    /// Waits until what was commanded is durable, so that a kill does not take it back; false: not in time.
    private func keeps(_ request: ControlRequest, since begun: Int) -> Bool {
        let end = begun + Int(GateLane.longestStorageMilliseconds)
        func left() -> UInt64 { UInt64(max(0, end - GateClock.milliseconds)) }
        let journal = process.box.journal
        for place in request.lanes where !process.seats[place].waitForRecord(milliseconds: left()) {
            slowUntil = GateClock.milliseconds + Self.slowMilliseconds
            return false
        }
        do throws(JournalError) {
            try journal.waitUntilDurable(journal.lastSequence, milliseconds: left())
            return true
        } catch {
            if case .notDurableInTime = error { slowUntil = GateClock.milliseconds + Self.slowMilliseconds }
            return false
        }
    }

    /// Writes a request into the journal and waits until it stands there; where that takes too long it says there that
    /// the request was not carried out, but for the end of a release.
    private func audit(_ request: ControlRequest, _ user: UInt32) throws(JournalError) -> UInt64 {
        let begun = GateClock.milliseconds
        let longest = GateLane.longestStorageMilliseconds
        guard begun >= slowUntil else { throw .notDurableInTime(milliseconds: 0) }
        do throws(JournalError) {
            let sequence = try hand(request.note(user: user), milliseconds: longest)
            let taken = UInt64(GateClock.milliseconds - begun)
            try process.box.journal.waitUntilDurable(sequence, milliseconds: longest > taken ? longest - taken : 0)
            return sequence
        } catch {
            guard case .notDurableInTime = error else { throw error }
            slowUntil = GateClock.milliseconds + Self.slowMilliseconds
            if case .emergency = request.command { throw error }
            _ = try? hand(request.note(user: user, isAbandoned: true), milliseconds: Self.noteMilliseconds)
            throw error
        }
    }

    /// Gives words to the journal; their record, which is not durable yet.
    private func hand(_ text: String, milliseconds: UInt64) throws(JournalError) -> UInt64 {
        let patience = DeskThread.Patience(milliseconds: milliseconds, now: process.clock.monotonic)
        let answer = process.box.desk.ask(
            .record(text, process.clock.moment), at: process.place(.control), patience: patience)
        switch answer {
        case .recorded(let sequence): return sequence
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

    /// A barrier is moved by hand where staff work on it alone.
    private func checkMaintenance(_ request: ControlRequest) throws {
        guard case .barrier = request.command else { return }
        let able = process.seats.filter { $0.machine.mode == .maintenance }
        guard request.lanes.allSatisfy({ place in able.contains { $0.place == place } }) else {
            throw Refusal(code: "not-in-maintenance", key: "lanes", allowed: able.map(\.id))
        }
    }

    private func act(_ request: ControlRequest) throws {
        let seats = request.lanes.map { process.seats[$0] }
        switch request.command {
        case .status: break
        case .mode(let order, let easings):
            for seat in seats {
                if let order { seat.command(order, by: request.actor) }
                if let easings { seat.command(.ease(easings), by: request.actor) }
            }
        case .emergency(let isOn):
            for seat in seats { seat.command(isOn ? .release : .endRelease, by: request.actor) }
        case .barrier(let isOpen): for seat in seats { seat.command(.byHand(isOpen: isOpen), by: request.actor) }
        case .reload: process.requestReload()
        case .drain: process.stop.set()
        case .acknowledge(let alarm):
            var isFound = false
            for seat in seats { isFound = seat.acknowledge(alarm) || isFound }
            guard isFound else { throw Refusal(code: "no-such-alarm", key: "alarm") }
        case .restart: for seat in seats { process.restart(seat) }
        }
        if request.isAboutWays { for seat in seats { tellDirections(seat) } }
    }
}
