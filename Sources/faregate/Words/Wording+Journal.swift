import Journal
import SmartCard

/// What is said of registers, settlement and retention.
extension Wording {
    /// A register that is not what the journal's records add up to.
    static func registersDiffer(_ difference: RegisterCheck.Difference) -> Wording {
        Wording("the registers differ: \(difference)", "登记不符：\(difference)")
    }
}
