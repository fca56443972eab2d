import Gate

/// One side of a lane, for the reader on it: a two-way lane has two.
package final class LaneSide: Barrier {
    private let machine: LaneMachine
    private let direction: TapKind

    init(_ machine: LaneMachine, _ direction: TapKind) {
        self.machine = machine
        self.direction = direction
    }

    package func open(_ sequence: UInt64) -> Bool {
        open(BarrierPass(sequence: sequence, tapSequence: sequence))
    }

    package func open(_ pass: BarrierPass) -> Bool {
        machine.open(GatePass(tapSequence: pass.tapSequence, direction: direction, prompt: pass.prompt))
    }

    package func refuse(isRetry: Bool) { refuse(isRetry ? .presentAgain : .refused(nil)) }

    package func refuse(_ prompt: GatePrompt) {
        machine.handle(prompt == .presentAgain ? .again(direction) : .refused(prompt, direction))
    }

    package var accepts: Bool { machine.accepts(direction) }
    package var easings: GateEasings { machine.easings }
}
