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
