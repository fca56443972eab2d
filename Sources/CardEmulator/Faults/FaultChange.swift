/// One thing that a broken card has or does differently. The same few kinds make all cards of emv-cases.md.
enum FaultChange: Hashable, Sendable {
    /// A plain value, changed at personalisation: everything that is signed follows it.
    case image(ImageEdit)
    /// The directory's entries, in place of those of the applications.
    case directory([DirectoryEntry])
    /// The first application is registered under this name.
    case name([UInt8])
    /// An object that the answer to SELECT holds.
    case information(InformationPart, ObjectEdit)
    /// The answer to SELECT lacks template `A5`.
    case noProprietaryTemplate
    /// A certificate before it is signed.
    case certificate(CertificatePlan.Subject, CertificateEdit)
    /// The issuer's certificate is signed by this key, whatever `8F` says.
    case authority(TestKeyName)
    /// The card's own signature before it is made.
    case signature(SignatureEdit)
    /// The cryptogram type inside a combined signature.
    case combinedCryptogramType(UInt8)
    /// An object of whichever record holds it, after signing.
    case records(ObjectEdit)
    /// One record, after signing.
    case record(sfi: UInt8, number: UInt8, RecordEdit)
    /// A record more, before the last one.
    case extraRecord(CardRecord)
    /// The answer to GET PROCESSING OPTIONS, after signing.
    case processing(ObjectEdit)
    /// The same as a whole.
    case processingForm(ProcessingForm)
    /// The answer to a command as it leaves the card.
    case answer(CommandMatch, AnswerEdit)
}

/// A part of the answer to SELECT.
enum InformationPart: Hashable, Sendable {
    /// Beside `84`.
    case outer
    /// Inside `A5`.
    case proprietary
    /// Inside `BF0C`.
    case discretionary
}

/// A change to the objects of a template.
enum ObjectEdit: Hashable, Sendable {
    case set(UInt32, [UInt8])
    case append(UInt32, [UInt8])
    case remove(UInt32)
    case keepOnly([UInt32])
    /// Bytes of a value; a negative position counts from its end.
    case overwrite(UInt32, at: Int, [UInt8])
    case exclusiveOr(UInt32, at: Int, UInt8)
    case dropLast(UInt32)
    /// Other tag, same value.
    case rename(UInt32, UInt32)
    /// Bytes that are no object, behind the last one.
    case raw([UInt8])
    /// Bytes before, between and behind the objects.
    case filler([UInt8])
    /// The last 32 bytes become n minus the 32 before them, so that r + s = n.
    case complementSM2(UInt32)
}

/// A change to a record.
enum RecordEdit: Hashable, Sendable {
    case objects(ObjectEdit)
    case template(UInt32)
    case trailer([UInt8])
    /// The template claims so many bytes more than it has.
    case longerBy(UInt8)
    /// The PAN once more, with the last byte changed by this mask.
    case repeatedPAN(UInt8)
}

/// Another form of the answer to GET PROCESSING OPTIONS.
enum ProcessingForm: Hashable, Sendable {
    /// Template `80` with AIP and AFL alone.
    case format1
    /// These bytes.
    case bytes([UInt8])
    /// Bytes before the template.
    case leading([UInt8])
}

/// A change to a certificate.
enum CertificateEdit: Hashable, Sendable {
    case hashAlgorithm(UInt8)
    case keyAlgorithm(UInt8)
    case identifierExclusiveOr(at: Int, UInt8)
    case keyExclusiveOr(at: Int, UInt8)
    /// The last bytes of the key alone, the first made high so that none is spare.
    case shortKey(Int)
    case identity([UInt8])
}

/// A change to the card's signature.
enum SignatureEdit: Hashable, Sendable {
    case format(UInt8)
    /// Signs the unpredictable number alone. `9F69` begins with 00, or is not there.
    case oldVersion(keepsData: Bool)
    case authenticationDataLength(Int)
    /// The card signs another value of this tag than the reader sent.
    case terminalValue(UInt32)
    case counterExclusiveOr(UInt8)
    case identity([UInt8])
}

/// A change to a plain value.
enum ImageEdit: Hashable, Sendable {
    case applications([ApplicationKind])
    case pan(PrimaryAccountNumber)
    case expiry([UInt8])
    case effective([UInt8])
    case currency([UInt8])
    case qualifiers([UInt8])
    case version([UInt8])
    case algorithms([CardAlgorithm])
    case signsStaticData
    case isPrepaid
    case issuerExpiry([UInt8])
    case cardExpiry([UInt8])
    case keys(authority: UInt8, issuerBits: Int, cardBits: Int, cardExponent: UInt32)
    case purseBalance(UInt32)
    case purseOverdraftUsed(UInt32)
    case purseFile15Length(Int)
    case purseValidTo([UInt8])
    case purseTransaction([UInt8])
    /// A record of file 1E in this state.
    case purseState(UInt8)
    case purseUsesSM4
    case purseOmitsZeroTransactions
}

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

/// What happens to an answer.
enum AnswerEdit: Hashable, Sendable {
    /// This status word and no data.
    case status(UInt16)
    /// This status word behind the data.
    case statusWithData(UInt16)
    /// `6Cxx` with the right length, and the data when the command is repeated with it.
    case wrongLength
    /// The data in so many pieces behind `61xx`.
    case waiting(pieces: Int)
    /// `6283`; then `6Cxx` to GET RESPONSE, and the data when that is repeated.
    case warningThenWrongLength
    /// `6100`, to GET RESPONSE too.
    case endless
    /// These bytes instead of data and status word.
    case bytes([UInt8])
    /// Bytes between data and status word.
    case trailer([UInt8])
    case exclusiveOr(at: Int, UInt8)
    /// The card leaves the field before it takes the command; once.
    case removed
    /// The card carries out the command and leaves before its answer is heard; once.
    case removedAfter
    /// Two cards answer.
    case collision
    /// The card takes so long.
    case microseconds(Int)
}
