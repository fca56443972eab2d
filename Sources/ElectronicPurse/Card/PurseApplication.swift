/// A purse that a terminal looks for on a card: its name, and how its files are laid out.
package struct PurseApplication: Hashable, Sendable {
    /// Families of purses whose files differ.
    package enum Scheme: String, Hashable, Sendable {
        case tUnion = "t-union"
        case cityUnion = "city-union"
        case shenzhenTong = "shenzhen-tong"
    }

    /// What SELECT asks for; a card may answer with a longer name.
    package let name: [UInt8]
    package let scheme: Scheme

    package init(_ name: [UInt8], _ scheme: Scheme) {
        self.name = name
        self.scheme = scheme
    }

    /// Whether the composite purchase of T-Union is known to work on it; the others are read only.
    package var canDebit: Bool { scheme == .tUnion }

    /// The purses known here, in the order in which they are looked for (emv.md, 3.1: nfsee, metrodroid, transit
    /// scripts).
    package static let all: [PurseApplication] = [
        // MOT_T_EP; the cities' instances have longer names that begin with it.
        PurseApplication([0xA0, 0x00, 0x00, 0x06, 0x32, 0x01, 0x01, 0x05], .tUnion),
        PurseApplication(Array("PAY.SZT".utf8), .shenzhenTong),
        PurseApplication(Array("SZT.WALLET.ENV".utf8), .shenzhenTong),
        PurseApplication([0xA0, 0x00, 0x00, 0x00, 0x03, 0x86, 0x98, 0x07, 0x01], .cityUnion),
    ]
}
