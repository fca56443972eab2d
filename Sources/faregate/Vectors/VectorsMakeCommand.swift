import ArgumentParser

/// `faregate vectors make`: the vectors of this repository from the project's own emulator.
struct VectorsMakeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make",
        abstract: "Print the vectors of TestVectors/emv: taps of the project's own emulated cards, always the same.",
        shouldDisplay: false)

    func run() { Terminal.print(EmulatorVectors.text) }
}
