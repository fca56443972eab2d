import ArgumentParser
import CardEmulator

/// The cards that the gate is measured with.
enum GateBenchMedium: String, CaseIterable {
    case quickPassRSA = "quickpass-rsa"
    case quickPassSM2 = "quickpass-sm2"
    case tUnion = "t-union"

    /// The kind of card.
    var profile: CardProfile {
        switch self {
        case .quickPassRSA: .quickPassDebit
        case .quickPassSM2: .quickPassSM2
        case .tUnion: .tUnion
        }
    }

    /// What our share of a tap may take at the 99th percentile, in microseconds; nil: no goal.
    var mostMicroseconds: Double? {
        switch self {
        case .quickPassRSA: 1000
        case .quickPassSM2: 3000
        case .tUnion: nil
        }
    }

    /// So many cards of different numbers; purses hold enough for any benchmark.
    func deck(_ count: Int) -> [VirtualCard] {
        let like = CardImage(profile).pan
        return (0..<count).map { index in
            var image = CardImage(profile, pan: CardDeck.number(index, like: like))
            image.purse?.balanceFen = 1_000_000
            return VirtualCard(image, using: SystemRandomNumberGenerator())
        }
    }
}

/// `--medium`: one of them, or all.
enum GateBenchMedia: String, CaseIterable, ExpressibleByArgument {
    case quickPassRSA = "quickpass-rsa"
    case quickPassSM2 = "quickpass-sm2"
    case tUnion = "t-union"
    case all

    var media: [GateBenchMedium] { GateBenchMedium(rawValue: rawValue).map { [$0] } ?? GateBenchMedium.allCases }
}
