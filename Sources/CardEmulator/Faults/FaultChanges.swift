/// The changes of a fault, applied where the card is put together.
struct FaultChanges: Hashable, Sendable {
    let changes: [FaultChange]

    init(_ changes: [FaultChange]) { self.changes = changes }

    func edit(_ image: inout CardImage) {
        for case .image(let edit) in changes { edit.apply(to: &image) }
    }

    /// The entries of the directory, if they are not those of the applications.
    var directory: [DirectoryEntry]? {
        for case .directory(let entries) in changes { return entries }
        return nil
    }

    /// The name of the first application, if it is not its own.
    var name: [UInt8]? {
        for case .name(let name) in changes { return name }
        return nil
    }

    func edit(_ information: inout FileControlInformation) {
        for change in changes {
            switch change {
            case .information(.outer, let edit): edit.apply(to: &information.outer)
            case .information(.proprietary, let edit): edit.apply(to: &information.proprietary)
            case .information(.discretionary, let edit): edit.apply(to: &information.discretionary)
            case .noProprietaryTemplate: information.hasProprietary = false
            default: break
            }
        }
    }

    func edit(_ plan: inout CertificatePlan) {
        for case .certificate(let subject, let edit) in changes where subject == plan.subject { edit.apply(to: &plan) }
    }

    func edit(_ authentication: inout FastAuthentication) {
        for case .signature(let edit) in changes { edit.apply(to: &authentication) }
    }

    func edit(_ objects: inout ObjectList) {
        for case .processing(let edit) in changes { edit.apply(to: &objects) }
    }

    func edit(_ records: inout [CardRecord], pan: PrimaryAccountNumber) {
        for change in changes {
            switch change {
            case .records(let edit):
                for index in records.indices where edit.tag.map({ records[index].objects.value($0) != nil }) ?? true {
                    edit.apply(to: &records[index].objects)
                }
            case .record(let sfi, let number, let edit):
                for index in records.indices where records[index].sfi == sfi && records[index].number == number {
                    edit.apply(to: &records[index], pan: pan)
                }
            default: break
            }
        }
    }

    var extraRecord: CardRecord? {
        for case .extraRecord(let record) in changes { return record }
        return nil
    }

    var processingForm: ProcessingForm? {
        for case .processingForm(let form) in changes { return form }
        return nil
    }

    /// Who signs the issuer's certificate in place of the CA.
    var authority: TestKeyName? {
        for case .authority(let name) in changes { return name }
        return nil
    }

    var combinedCryptogramType: UInt8? {
        for case .combinedCryptogramType(let type) in changes { return type }
        return nil
    }

    /// What happens to the answer of a command.
    func answers(_ kind: CommandKind) -> [AnswerEdit] {
        changes.compactMap {
            guard case .answer(let match, let edit) = $0, match.matches(kind) else { return nil }
            return edit
        }
    }
}
