/// Which command's answer is spoilt.
enum CommandMatch: Hashable, Sendable {
    case everything
    case directory
    /// SELECT of any application.
    case selection
    /// SELECT of this one.
    case application(ApplicationKind)
    case processingOptions
    case record(sfi: UInt8, number: UInt8)
    /// The n-th record read, from 1.
    case recordRead(Int)
    case lastRecord
    case binary(UInt8)
    case balance
    case purseRecord(UInt8)
    case initialisation
    case journeyUpdate
    case debit
    case proof

    func matches(_ kind: CommandKind) -> Bool {
        switch (self, kind) {
        case (.everything, _), (.directory, .directory), (.selection, .selection),
            (.processingOptions, .processingOptions), (.balance, .balance), (.initialisation, .initialisation),
            (.journeyUpdate, .journeyUpdate), (.debit, .debit), (.proof, .proof), (.lastRecord, .record(_, _, _, true)):
            true
        case (.application(let application), .selection(let name)): application.identifier == name
        case (.record(let sfi, let number), .record(let readSFI, let readNumber, _, _)):
            sfi == readSFI && number == readNumber
        case (.recordRead(let ordinal), .record(_, _, let read, _)): ordinal == read
        case (.binary(let file), .binary(let read)): file == read
        case (.purseRecord(let file), .purseRecord(let read)): file == read
        default: false
        }
    }
}
