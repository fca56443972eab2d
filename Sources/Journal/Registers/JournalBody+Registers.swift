import Fares

/// How the records with money in them are counted.
extension JournalTap {
    package var serviceDay: Int32? { isRecorded ? nil : serviceDate.dayNumber }
    package func count(in registers: inout AuditRegisters) { registers.count(self) }
}

extension JournalPurse {
    package func count(in registers: inout AuditRegisters) { registers.count(self) }
}

extension JournalSweep {
    package func count(in registers: inout AuditRegisters) { registers.count(self) }
}

extension JournalRegister {
    package func count(in registers: inout AuditRegisters) { registers.wereWritten() }
}
