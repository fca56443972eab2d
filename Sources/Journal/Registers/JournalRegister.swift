/// The registers as they stood before this record: what was counted over all records from the first to the one before.
package struct JournalRegister: JournalBody {
    /// The registers.
    package var registers: AuditRegisters

    package init(registers: AuditRegisters) { self.registers = registers }

    package static var kind: RecordKind { .register }

    package func write(into writer: inout BodyWriter) throws(JournalError) {
        writer.number(registers.serviceDay)
        writer.number(UInt8(registers.lines.count))
        // A loop by hand: iterating allocates in debug builds.
        var index = 0
        while index < registers.lines.count {
            let line = registers.lines[index]
            writer.number(line.kind.rawValue)
            try writer.text(line.medium, "medium")
            writer.number(line.approved)
            writer.number(line.refused)
            writer.number(line.chargedFen)
            writer.number(line.returnedFen)
            index += 1
        }
    }

    package static func read(_ body: Span<UInt8>) throws(BodyFault) -> JournalRegister {
        var reader = BodyReader()
        let day = try reader.number(Int32.self, in: body)
        let count = Int(try reader.number(UInt8.self, in: body))
        guard count <= AuditRegisters.mostLines else { throw BodyFault(offset: 4) }
        var lines: [AuditRegister] = []
        for _ in 0..<count {
            let kind = try reader.value(AuditRegister.Kind.self, in: body)
            var line = AuditRegister(medium: try reader.text(in: body), kind: kind)
            line.approved = try reader.number(UInt64.self, in: body)
            line.refused = try reader.number(UInt64.self, in: body)
            line.chargedFen = try reader.number(UInt64.self, in: body)
            line.returnedFen = try reader.number(UInt64.self, in: body)
            lines.append(line)
        }
        try reader.finish(body)
        return JournalRegister(registers: AuditRegisters(lines: lines, serviceDay: day))
    }
}

extension JournalRegister: Equatable {
    package static func == (left: Self, right: Self) -> Bool { left.registers.isSame(as: right.registers) }
}
