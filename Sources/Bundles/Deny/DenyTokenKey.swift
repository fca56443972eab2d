/// The key that the entries of a deny list are hashes by: a list for another key would list nobody.
package struct DenyTokenKey: Hashable, Sendable {
    /// Its number, as records name it.
    package let number: UInt32
    /// What tells another key of the same number.
    package let checkValue: UInt64

    package init(number: UInt32, checkValue: UInt64) {
        self.number = number
        self.checkValue = checkValue
    }
}
