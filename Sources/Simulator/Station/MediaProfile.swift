/// How long a medium of one kind takes at the reader.
///
/// - **Unit**: ``TimeSpread``, milliseconds as written.
/// - **Source**: `card` is a published figure of the system named, its shape this project's choice where only bounds or
///   a mean are published; `present` (taking aim: hand to reader, phone to glass) is this project's choice throughout.
package struct MediaProfile: Hashable, Sendable {
    /// The name in options and reports.
    package let name: String
    /// From standing at the reader to the medium being in its field, or in front of its window.
    package let present: TimeSpread
    /// From there to the reader being done with it.
    package let card: TimeSpread
    /// Where the figure of `card` comes from.
    package let source: String

    /// A profile with a time of one's own.
    package init(name: String, present: TimeSpread, card: TimeSpread, source: String) {
        self.name = name
        self.present = present
        self.card = card
        self.source = source
    }

    /// The same with another time in the field.
    package func with(card: TimeSpread) -> MediaProfile {
        MediaProfile(name: card.text, present: present, card: card, source: "given")
    }

    /// A card or phone held to a reader.
    private static let held = TimeSpread(milliseconds: 200...400, mostly: 300)
    /// A picture held to a window: unlocked beforehand, turned and aimed.
    private static let aimed = TimeSpread(milliseconds: 500...1500, mostly: 700)

    /// FeliCa in Japan.
    package static let suica = MediaProfile(
        name: "suica", present: held, card: TimeSpread(milliseconds: 200),
        source: "0.2 s processing, notes on JR East JRTR 50")
    /// Stored value in Hong Kong.
    package static let octopus = MediaProfile(
        name: "octopus", present: held, card: TimeSpread(milliseconds: 300),
        source: "0.3 s a transaction, casebook of 2014")
    /// Stored value in London.
    package static let oyster = MediaProfile(
        name: "oyster", present: held, card: TimeSpread(milliseconds: 300...350),
        source: "300 to 350 ms, chyp.com 2022")
    /// UnionPay, the share of a tap that is near-field communication.
    package static let quickpass = MediaProfile(
        name: "quickpass", present: held, card: TimeSpread(milliseconds: 250...450),
        source: "250 to 450 ms, unitiag.com")
    /// Bank cards in the field: new plastic at 315 to 325 ms is the likeliest.
    package static let emv = MediaProfile(
        name: "emv", present: held, card: TimeSpread(milliseconds: 215...740, mostly: 320),
        source: "215 to 740 ms, new plastic 315 to 325, wwopenfare.com")
    /// Ticket codes: only a limit is published.
    package static let qr = MediaProfile(
        name: "qr", present: aimed, card: TimeSpread(milliseconds: 100...300),
        source: "China: within 300 ms (weak source); shape and lower bound chosen")

    /// All of them.
    package static let all = [suica, octopus, oyster, quickpass, emv, qr]

    /// The profile of a name.
    package static func named(_ name: String) -> MediaProfile? { all.first { $0.name == name } }

    /// The profile that stands for a medium of the tariff unless another is named.
    ///
    /// No figure is published for Shenzhen Tong, T-Union and tokens: the neighbour's stored value stands for them.
    package static func standard(for medium: String) -> MediaProfile {
        switch medium {
        case "quickpass": quickpass
        case "qr-code": qr
        default: octopus
        }
    }
}
