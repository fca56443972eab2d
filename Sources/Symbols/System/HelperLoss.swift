/// Why a helper is given up.
enum HelperLoss: Error, Hashable, Sendable {
    case died
    case tooSlow
}
