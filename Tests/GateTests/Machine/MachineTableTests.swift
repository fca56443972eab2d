import Gate
import Testing

/// Every mode with every event: a row each, and none without.
struct MachineTableTests {
    @Test("every kind of event stands in the list that the table is checked against")
    func everyKind() {
        let kinds = Set(MachineEvents.all.map { MachineEvents.Kind($0) })
        #expect(kinds == Set(MachineEvents.Kind.allCases))
        let names = MachineEvents.all.map { MachineWords.text($0) }
        #expect(Set(names).count == names.count)
    }

    @Test("each event in each mode", arguments: GateMode.allCases)
    func everyEvent(mode: GateMode) {
        let rows = MachineTable.rows(mode)
        #expect(rows.map(\.event) == MachineEvents.all.map { MachineWords.text($0) })
        for (row, event) in zip(rows, MachineEvents.all) {
            var machine = Self.machine(in: mode)
            #expect(machine.mode == mode)
            let actions = MachineWords.text(machine.handle(event, at: 2000))
            #expect(actions == row.actions, "\(mode), \(row.event)")
        }
    }

    @Test("a medium is taken in normal mode alone", arguments: GateMode.allCases)
    func accepts(mode: GateMode) {
        let machine = Self.machine(in: mode)
        #expect(machine.accepts(.entry) == (mode == .normal))
        #expect(!machine.accepts(.exit) && !machine.accepts(.bus))
    }

    /// A lane that lets in, brought into a mode the usual way; its prompts and barrier have settled.
    private static func machine(in mode: GateMode) -> GateMachine {
        var machine = GateMachine(GateSettings(.entry))
        _ = machine.handle(.tick, at: 0)
        switch mode {
        case .normal: break
        case .closed: _ = machine.handle(.command(.close), at: 1000)
        case .outOfService: _ = machine.handle(.command(.outOfService), at: 1000)
        case .emergency: _ = machine.handle(.command(.release), at: 1000)
        case .readerFault: _ = machine.handle(.reader(.entry, works: false), at: 1000)
        case .maintenance: _ = machine.handle(.command(.maintenance), at: 1000)
        }
        return machine
    }
}
