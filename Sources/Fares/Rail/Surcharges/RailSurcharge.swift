/// What a passenger who arrives in Hong Kong without a valid ticket owes.
///
/// - **Unit**: Hong Kong dollars.
/// - **Source**: amounts yicaiglobal 2018-09-25; what counts as no ticket S17.
public enum RailSurcharge: Hashable, Sendable {
    /// Nothing is owed.
    case nothing(NoCharge)
    /// The surcharge is owed.
    case due(Money, Charge)

    /// Why nothing is owed.
    public enum NoCharge: String, Hashable, Sendable, CaseIterable {
        /// The ticket goes to Hong Kong West Kowloon.
        case validTicket = "valid-ticket"
        /// The passenger rode on by mistake and said so in time.
        case mistakeClaimed = "mistake-claimed"
    }

    /// Why the surcharge is owed.
    public enum Charge: String, Hashable, Sendable, CaseIterable {
        /// There is no ticket.
        case noTicket = "no-ticket"
        /// The ticket ends before Hong Kong, and riding on is never sold on board.
        case beyondDestination = "beyond-destination"
        /// The mistake was claimed too late.
        case claimedTooLate = "claimed-too-late"
    }

    /// For a passenger from a station of the Guangzhou-Shenzhen line.
    public static let fromCorridor = Money(minorUnits: 150_000, currency: .hkd)
    /// For a passenger from any other station.
    public static let fromElsewhere = Money(minorUnits: 300_000, currency: .hkd)
    /// Minutes after arrival until which a mistaken ride may be claimed, the tenth included.
    public static let claimMinutes = 10

    /// What is owed on arrival at Hong Kong West Kowloon.
    ///
    /// A mistake can be claimed by those who hold a ticket to another place; without any ticket there is none.
    ///
    /// - **Parameters** isFromCorridor: boarded at one of the six stations from Guangzhounan to Futian; ticket: where
    ///   the ticket goes; claimSeconds: when after arrival a mistaken ride was claimed, nil where it was not.
    public static func onArrival(isFromCorridor: Bool, ticket: TicketEnd, claimSeconds: Int? = nil) -> RailSurcharge {
        let amount = isFromCorridor ? fromCorridor : fromElsewhere
        switch ticket {
        case .westKowloon: return .nothing(.validTicket)
        case .none: return .due(amount, .noTicket)
        case .before:
            guard let claimSeconds else { return .due(amount, .beyondDestination) }
            return claimSeconds <= claimMinutes * 60 ? .nothing(.mistakeClaimed) : .due(amount, .claimedTooLate)
        }
    }
}
