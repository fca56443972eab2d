/// What the terminal's key module needs to authorise a purchase.
package struct PurchaseRequest: Hashable, Sendable {
    /// The card's random number.
    package var random: UInt32
    /// The card's counter of purchases, before this one.
    package var sequence: UInt16
    package var amountFen: UInt32
    /// ``PurseTransaction/Kind``.
    package var kind: UInt8
    /// The terminal's number, six bytes.
    package var terminal: UInt64
    package var moment: PurseMoment
    package var keyVersion: UInt8
    /// ``PurseAlgorithm``, or a value not known here.
    package var algorithm: UInt8
    package var serial: PurseSerial
    /// The card's issuer, eight bytes.
    package var issuer: UInt64

    package init(
        random: UInt32, sequence: UInt16, amountFen: UInt32, kind: UInt8, terminal: UInt64, moment: PurseMoment,
        keyVersion: UInt8, algorithm: UInt8, serial: PurseSerial, issuer: UInt64
    ) {
        self.random = random
        self.sequence = sequence
        self.amountFen = amountFen
        self.kind = kind
        self.terminal = terminal
        self.moment = moment
        self.keyVersion = keyVersion
        self.algorithm = algorithm
        self.serial = serial
        self.issuer = issuer
    }

    /// Amount, type, terminal, date and time: what MAC1 covers.
    var terms: [UInt8] {
        var message: [UInt8] = []
        message.append(amountFen, bytes: 4)
        message.append(kind)
        message.append(terminal, bytes: 6)
        message.append(moment.digits, bytes: 7)
        return message
    }
}
