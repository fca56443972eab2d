/// How a terminal takes purses.
package struct PurseConfiguration: Hashable, Sendable {
    /// What is looked for on a card, in this order.
    package var applications = PurseApplication.all
    /// The city in the records it writes; `0x5840` is Shenzhen.
    package var city: UInt16 = 0x5840
    /// The acquirer in the records it writes, eight bytes.
    package var acquirer: UInt64 = 0
    /// The hard cap on a dialogue; an answer to a debit is taken even when it comes later.
    package var mostMicroseconds = 1_500_000
    /// The card's own records, which nothing signs, are enough to open for a debit whose answer was lost. Off: such a
    /// debit is settled and never made again, and the rider goes to the staff (emv.md, 5.1: a purse opens by its MAC2).
    package var opensOnRecords = false
    /// How many records of file 1E are read where the card is only read.
    package var mostJourneys = 10
    /// What the sources leave open.
    package var unverified = PurseParameters()

    package init() {}
}
