/// What a card says: data and a status word.
struct CardReply: Hashable, Sendable {
    var data: [UInt8] = []
    var status: UInt16 = 0x9000

    static func status(_ status: UInt16) -> CardReply { CardReply(status: status) }
}

/// Which command a reply answers, so that a broken card can spoil one of them.
enum CommandKind: Hashable, Sendable {
    case directory
    case selection([UInt8])
    case processingOptions
    /// `ordinal` counts the records read since the application was selected, from 1.
    case record(sfi: UInt8, number: UInt8, ordinal: Int, isLast: Bool)
    case binary(file: UInt8)
    case balance
    /// READ RECORD of a purse's file.
    case purseRecord(file: UInt8)
    /// INITIALIZE FOR PURCHASE.
    case initialisation
    /// UPDATE CAPP DATA CACHE.
    case journeyUpdate
    /// DEBIT FOR PURCHASE.
    case debit
    /// GET TRANSACTION PROVE.
    case proof
    case other
}
