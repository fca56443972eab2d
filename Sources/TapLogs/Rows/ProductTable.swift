import Fares
import Synchronization

/// Pairs of medium and rider that rows name themselves (our NDJSON), numbered from 1; 0 is "by the exit's class".
///
/// - **Limits**: 255 pairs; a pair beyond them, or of unknown words, is taken by class.
final class ProductTable: Sendable {
    /// Medium and rider.
    struct Product: Hashable, Sendable {
        let medium: FareMedia
        let rider: RiderCategory
    }

    private struct State {
        var numbers: [String: UInt8] = [:]
        var products: [Product] = []
    }

    /// The most different pairs of words that are remembered, known or not.
    private static let maximumWords = 4096

    private let tariff: Tariff
    private let state = Mutex(State())

    init(_ tariff: Tariff) { self.tariff = tariff }

    /// The number of a pair by its words; an empty rider is the adult.
    func number(medium: String, rider: String) -> UInt8 {
        let key = "\(medium)/\(rider)"
        return state.withLock { state in
            if let known = state.numbers[key] { return known }
            var number: UInt8 = 0
            if state.products.count < 255, let medium = tariff.medium(medium),
                let rider = rider.isEmpty ? RiderCategory.adult : tariff.rider(rider)
            {
                state.products.append(Product(medium: medium, rider: rider))
                number = UInt8(state.products.count)
            }
            if state.numbers.count < Self.maximumWords { state.numbers[key] = number }
            return number
        }
    }

    /// The pairs by number less 1.
    var products: [Product] { state.withLock { $0.products } }
}
