/// By which algorithms a card can prove itself.
package enum CardAlgorithm: String, Sendable {
    case rsa
    case sm2
}
