/// One amount as it stands on both sides of the boundary; neither side is ever computed again from the other.
///
/// - **Unit**: fen and cents.
public struct TwoCurrencyAmount: Hashable, Sendable {
    /// Yuan, in fen.
    public var fen: Int
    /// Hong Kong dollars, in cents.
    public var cents: Int

    public init(fen: Int = 0, cents: Int = 0) {
        self.fen = fen
        self.cents = cents
    }

    /// Nothing in either.
    public static let zero = TwoCurrencyAmount()

    /// The amount in one of the two.
    public func money(in currency: Currency) -> Money {
        Money(minorUnits: units(in: currency), currency: currency)
    }

    func units(in currency: Currency) -> Int {
        switch currency {
        case .cny: fen
        case .hkd: cents
        }
    }

    /// An amount with `lead` in one currency and `other` in the other.
    init(lead: Int, in currency: Currency, other: Int) {
        switch currency {
        case .cny: self.init(fen: lead, cents: other)
        case .hkd: self.init(fen: other, cents: lead)
        }
    }

    static func + (left: Self, right: Self) -> Self {
        TwoCurrencyAmount(fen: left.fen + right.fen, cents: left.cents + right.cents)
    }

    static func - (left: Self, right: Self) -> Self {
        TwoCurrencyAmount(fen: left.fen - right.fen, cents: left.cents - right.cents)
    }
}

extension Currency {
    /// The other one of the two.
    var other: Currency {
        switch self {
        case .cny: .hkd
        case .hkd: .cny
        }
    }
}
