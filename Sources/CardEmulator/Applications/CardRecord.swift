/// A record of a payment application.
struct CardRecord: Hashable, Sendable {
    let sfi: UInt8
    let number: UInt8
    var objects: ObjectList
    /// Whether its content is signed by the issuer in the card's certificate.
    var isSigned = false
    /// What READ RECORD answers when it is not template `70` around the objects.
    var replaced: [UInt8]?
    /// Further bytes after the template.
    var trailer: [UInt8] = []
    /// `70`, but for a broken card.
    var template: UInt32 = 0x70

    init(_ sfi: UInt8, _ number: UInt8, isSigned: Bool = false, _ objects: [DataObject]) {
        self.sfi = sfi
        self.number = number
        self.isSigned = isSigned
        self.objects = ObjectList(objects)
    }

    var bytes: [UInt8] { replaced ?? objects.template(template) + trailer }

    /// The application file locator of some records: one entry for each series of neighbours in a file
    /// (EMV Book 3, 10.2 as collected in emv.md, 8; the page was not read). Signed records come first in their file.
    static func fileLocator(_ records: [CardRecord]) -> [UInt8] {
        var result: [UInt8] = []
        var index = 0
        while index < records.count {
            let first = records[index]
            var last = first
            var signed: UInt8 = first.isSigned ? 1 : 0
            while index + 1 < records.count, records[index + 1].sfi == first.sfi,
                records[index + 1].number == last.number + 1
            {
                index += 1
                last = records[index]
                if last.isSigned { signed += 1 }
            }
            result += [first.sfi << 3, first.number, last.number, signed]
            index += 1
        }
        return result
    }
}
