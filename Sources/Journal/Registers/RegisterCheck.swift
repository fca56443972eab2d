import Fares

/// Counts a journal anew and compares every register that stands in it.
///
/// - **Shape**: takes the records in order, from the first.
package struct RegisterCheck: Sendable {
    /// A register that differs from what its journal's records add up to.
    package struct Difference: Error, Hashable, Sendable {
        /// The record that the registers stand in.
        package let sequence: UInt64
        /// The medium; empty for sweeps and purses.
        package let medium: String
        /// What is counted.
        package let kind: AuditRegister.Kind
        /// What the record says; nil: it has no such line.
        package let written: AuditRegister?
        /// What the records before it add up to; nil: nothing.
        package let counted: AuditRegister?
    }

    /// The most differences that are kept.
    package static let mostDifferences = 100

    /// What was counted so far.
    package private(set) var counted = AuditRegisters()
    /// The same of the taps and sweeps of one service day; purses count in the whole only. Media are not put together
    /// here, however many a journal has: settlement knows each.
    package private(set) var ofDay = AuditRegisters(most: AuditRegisters.mostDayLines)
    /// Registers compared.
    package private(set) var compared = 0
    /// What differs, in order, up to ``mostDifferences``.
    package private(set) var differences: [Difference] = []

    private let day: Int32?

    /// `day`: the service day that is counted by itself; nil: none.
    package init(day: ServiceDate? = nil) { self.day = day?.dayNumber }

    /// Takes a record.
    package mutating func take(_ header: RecordHeader, _ body: Span<UInt8>) throws(BodyFault) {
        if header.kind == RecordKind.register.rawValue, header.form == JournalRegister.form {
            compare(try JournalRegister.read(body).registers, header.sequence)
        }
        try counted.take(header, body)
        guard header.hasKnownForm else { return }
        let offset: Int? =
            switch RecordKind(rawValue: header.kind) {
            case .tap: 4
            case .sweep: 20
            default: nil
            }
        guard let day, let offset, body.count >= offset + 4, body.number(Int32.self, at: offset) == day else { return }
        try ofDay.take(header, body)
    }

    private mutating func compare(_ written: AuditRegisters, _ sequence: UInt64) {
        compared += 1
        guard written.lines != counted.lines else { return }
        for line in counted.lines where !written.lines.contains(line) {
            let other = written.lines.first { $0.kind == line.kind && $0.medium == line.medium }
            add(Difference(sequence: sequence, medium: line.medium, kind: line.kind, written: other, counted: line))
        }
        for line in written.lines
        where !counted.lines.contains(where: { $0.kind == line.kind && $0.medium == line.medium }) {
            add(Difference(sequence: sequence, medium: line.medium, kind: line.kind, written: line, counted: nil))
        }
    }

    private mutating func add(_ difference: Difference) {
        if differences.count < Self.mostDifferences { differences.append(difference) }
    }
}

extension RegisterCheck.Difference: CustomStringConvertible {
    /// One line that names the record, the line and both figures.
    package var description: String {
        func figures(_ line: AuditRegister?) -> String {
            guard let line else { return "nothing" }
            return "\(line.approved) approved, \(line.refused) refused, \(line.chargedFen) fen charged, "
                + "\(line.returnedFen) fen given back"
        }
        let name = medium.isEmpty ? kind.code : "\(medium) \(kind.code)"
        return "record \(sequence), \(name): the register says \(figures(written)); the records say \(figures(counted))"
    }
}
