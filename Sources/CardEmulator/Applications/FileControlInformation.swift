/// What an application answers to SELECT: its name, and what a terminal needs to know first.
///
/// - **Source**: EMV Book 1, 11.3.4 and the layout of emv.md, 1; the page was not read.
struct FileControlInformation: Hashable, Sendable {
    /// Inside template `6F`, before `A5`.
    var outer = ObjectList()
    /// Inside template `A5`, before `BF0C`.
    var proprietary = ObjectList()
    /// Inside template `BF0C`; empty for none.
    var discretionary = ObjectList()
    /// Left out by a broken card.
    var hasProprietary = true

    /// The whole answer.
    var bytes: [UInt8] {
        var inner = proprietary
        if !discretionary.items.isEmpty { inner.append(0xBF0C, discretionary.bytes) }
        var all = outer
        if hasProprietary { all.append(0xA5, inner.bytes) }
        return all.template(0x6F)
    }
}
