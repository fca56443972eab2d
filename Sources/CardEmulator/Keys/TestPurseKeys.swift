/// Master keys of the emulated purses; anybody may know them.
package enum TestPurseKeys {
    /// The version that the cards name.
    package static let version: UInt8 = 0x01
    /// Authorises purchases.
    package static let purchase: [UInt8] = Array("FareGate purse 1".utf8)
    /// Makes proofs for settlement.
    package static let settlement: [UInt8] = Array("FareGate tac   1".utf8)
}
