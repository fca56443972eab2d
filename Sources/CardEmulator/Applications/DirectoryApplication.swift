import SmartCard

/// The directory of a card: for the contactless interface in the answer to SELECT, for contacts in a record.
///
/// - **Source**: EMV Book 1, 12.2.2 and Book B, 3.3 as collected in emv.md, 1; the pages were not read.
struct DirectoryApplication: CardApplication {
    static let contactlessName = Array("2PAY.SYS.DDF01".utf8)
    static let contactName = Array("1PAY.SYS.DDF01".utf8)

    let name: [UInt8]
    private let entries: [UInt8]

    init(isContact: Bool, _ entries: [DirectoryEntry]) {
        name = isContact ? DirectoryApplication.contactName : DirectoryApplication.contactlessName
        self.entries = entries.flatMap(\.bytes)
    }

    mutating func select(_ card: CardState) -> CardReply {
        var information = FileControlInformation(outer: ObjectList([DataObject(0x84, name)]))
        if name == DirectoryApplication.contactName {
            information.proprietary.append(0x88, [0x01])
            information.proprietary.append(0x5F2D, Array("zh".utf8))
        } else {
            information.discretionary.items = [.raw(entries)]
        }
        return CardReply(data: information.bytes)
    }

    mutating func respond(to command: CommandAPDU, _ card: inout CardState) -> (CommandKind, CardReply) {
        guard name == DirectoryApplication.contactName, command.ins == 0xB2, command.p2 == 1 << 3 | 4 else {
            return (.other, .status(command.ins == 0xB2 ? 0x6A82 : 0x6985))
        }
        guard command.p1 == 1 else { return (.other, .status(0x6A83)) }
        var record = ObjectList()
        record.items = [.raw(entries)]
        return (.other, CardReply(data: record.template(0x70)))
    }
}
