import ArgumentParser
import Foundation
import Gate
import SmartCard

/// `faregate gate control`: commands a running gate.
struct GateControlCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "control",
        abstract: "Command a running gate: modes, emergency release, reload, drain.",
        discussion: """
            SOCKET is the control socket of the gate's configuration. Each command is written into the gate's journal with \
            the user, --actor and --reason before it takes effect. Prints the gate's answer; exit code 1 where it refuses, \
            69 where nobody listens, nobody answers within 10 s, or something else than the gate's control socket does.

            Commands: status; mode MODE [--easings LIST]; ease LIST; emergency on|off; barrier open|shut (in \
            maintenance); reload; drain; acknowledge ALARM; restart.
            Modes: \(ControlRequest.modes.map(\.name).joined(separator: ", ")).
            Easings: \(GateEasings.named.map(\.code).joined(separator: ", ")), or none.

            Examples:
              faregate gate control /run/faregate/control mode closed --lanes 1,2 --reason "cleaning"
              faregate gate control /run/faregate/control ease train-fault --reason "line 1 is interrupted"
              faregate gate control /run/faregate/control emergency on --reason "fire alarm"
            """)

    /// A gate answers a request within 1.7 s, and others may stand before it.
    private static let longestSeconds = 10

    @Argument(help: "The control socket.")
    var socket: String

    @Argument(help: "The command.")
    var command: String

    @Argument(help: "What the command takes: a mode, easings, on or off, open or shut, an alarm.")
    var value: String?

    @Option(help: "Lanes by name or number, with commas (default: all).")
    var lanes: String?

    @Option(help: "With mode: easings, with commas; none: no rule is done without.")
    var easings: String?

    @Option(help: "Who asks (default: the user's name).")
    var actor: String?

    @Option(help: "Why; needed for all but status.")
    var reason: String?

    // Wrong usage is told of with this command's own usage here.
    func validate() throws { _ = try request() }

    func run() throws {
        let caller = try LineCaller(socket)
        try caller.send(try request().line)
        guard let answer = try caller.next(withinSeconds: Self.longestSeconds) else {
            throw failure(.noAnswer.at(socket), CommandExit.inputOutput)
        }
        let object = try? JSONSerialization.jsonObject(with: Data(answer.utf8)) as? [String: Any]
        let isRefused = object?["ok"] as? Bool == false
        let isDone = command == "status" ? object?["type"] as? String == "status" : object?["ok"] as? Bool == true
        // What another socket says is no answer: nobody has taken the order.
        guard isRefused || isDone else { throw failure(.notControlSocket.at(socket), CommandExit.unavailable) }
        Terminal.print(answer + "\n")
        if isRefused { throw CommandExit.failed }
    }

    /// The request; what the gate does not take it refuses itself, by name.
    private func request() throws -> JSONValue {
        var members: [(String, JSONValue)] = [("command", .string(command == "ease" ? "mode" : command))]
        let commands = ControlRequest.commands.map(\.name) + ["ease"]
        guard commands.contains(command) else {
            let list = commands.joined(separator: ", ")
            throw wrongUsage(.takes("<command>", "one of \(list)", "以下之一：\(list)"))
        }
        switch command {
        case "mode": members.append(("mode", .optional(value)))
        case "ease": members.append(("easings", Self.list(value ?? "")))
        case "emergency":
            guard let value, ["on", "off"].contains(value) else {
                throw wrongUsage(.takes("emergency", "on or off", "on 或 off"))
            }
            members.append(("on", .bool(value == "on")))
        case "barrier": members.append(("position", .optional(value)))
        case "acknowledge": members.append(("alarm", .optional(value)))
        default: if let value { throw wrongUsage(.takes(command, "no \"\(value)\"", "无参数 \"\(value)\"")) }
        }
        if let easings { members.append(("easings", Self.list(easings))) }
        if let lanes { members.append(("lanes", Self.list(lanes))) }
        guard command != "status" else { return .object(members) }
        guard let reason else { throw wrongUsage(.missingOption("reason")) }
        guard !reason.allSatisfy(\.isWhitespace) else { throw wrongUsage(.takes("--reason", "words", "文字")) }
        members.append(("actor", .string(actor ?? Machine.userName)))
        members.append(("reason", .string(reason)))
        return .object(members)
    }

    private static func list(_ text: String) -> JSONValue {
        .array(
            text == "none" ? [] : text.split(separator: ",").map { .string($0.trimmingCharacters(in: .whitespaces)) })
    }
}
