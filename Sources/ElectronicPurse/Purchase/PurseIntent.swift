/// All that is needed to find out later whether a debit has happened: kept before the debit is sent.
///
/// - **Shape**: no card number is in it. The journal keeps it beside the card's token, and gives it back when the same
///   token is presented again; the rest of what a MAC needs is read from the card then.
package struct PurseIntent: Hashable, Sendable {
    package var random: UInt32
    /// The card's counter before the debit.
    package var sequence: UInt16
    package var amountFen: UInt32
    /// ``PurseTransaction/Kind``.
    package var kind: UInt8
    /// The terminal's number, six bytes.
    package var terminal: UInt64
    package var moment: PurseMoment
    package var keyVersion: UInt8
    package var algorithm: UInt8
    package var authorisation: PurchaseAuthorisation
    /// What the rider had before, in fen; negative within the overdraft.
    package var balanceBeforeFen: Int32
    /// The state that the record 1E would have: entered or left.
    package var state: UInt8
    /// What the card has given for it that was not found genuine.
    package var doubt = PurseDoubt.none

    /// What the key module was asked for this card.
    package func request(of card: PurseIdentity) -> PurchaseRequest {
        PurchaseRequest(
            random: random, sequence: sequence, amountFen: amountFen, kind: kind, terminal: terminal, moment: moment,
            keyVersion: keyVersion, algorithm: algorithm, serial: card.serial, issuer: card.issuer)
    }

    /// Bytes of the stored form.
    package static let length = 42
    private static let version: UInt8 = 1

    /// The stored form: a version byte, then the fields in order, highest byte first.
    package var bytes: [UInt8] {
        var result = [Self.version]
        result.append(random, bytes: 4)
        result.append(sequence, bytes: 2)
        result.append(amountFen, bytes: 4)
        result.append(kind)
        result.append(terminal, bytes: 6)
        result.append(moment.digits, bytes: 7)
        result.append(keyVersion)
        result.append(algorithm)
        result.append(authorisation.terminalSequence, bytes: 4)
        result.append(authorisation.mac1, bytes: 4)
        result.append(UInt32(bitPattern: balanceBeforeFen), bytes: 4)
        result.append(state)
        result.append(doubt.rawValue)
        // A byte for what a later version needs.
        result.append(0)
        return result
    }

    /// Reads the stored form; nil for other bytes.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.length, bytes[0] == Self.version, bytes.last == 0,
            let doubt = PurseDoubt(rawValue: bytes[Self.length - 2])
        else { return nil }
        var reader = FieldReader(bytes, at: 1)
        random = reader.long()
        sequence = reader.word()
        amountFen = reader.long()
        kind = reader.byte()
        terminal = reader.number(6)
        guard let moment = PurseMoment(digits: reader.number(7)) else { return nil }
        self.moment = moment
        keyVersion = reader.byte()
        algorithm = reader.byte()
        authorisation = PurchaseAuthorisation(terminalSequence: reader.long(), mac1: reader.long())
        balanceBeforeFen = Int32(bitPattern: reader.long())
        state = reader.byte()
        self.doubt = doubt
    }

    init(_ request: PurchaseRequest, _ authorisation: PurchaseAuthorisation, balanceFen: Int, state: UInt8) {
        random = request.random
        sequence = request.sequence
        amountFen = request.amountFen
        kind = request.kind
        terminal = request.terminal
        moment = request.moment
        keyVersion = request.keyVersion
        algorithm = request.algorithm
        self.authorisation = authorisation
        balanceBeforeFen = Int32(clamping: balanceFen)
        self.state = state
    }
}
