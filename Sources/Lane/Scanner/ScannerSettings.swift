import QRTickets

/// How a serial scanner is opened, and how its bytes are cut.
package struct ScannerSettings: Hashable, Sendable {
    /// The rates that can be set.
    package static let rates = [9600, 19_200, 38_400, 57_600, 115_200, 230_400]

    /// Bits a second; one of ``rates``.
    package let rate: Int
    package var framing = FramerSettings()
    /// Milliseconds between two attempts to open it: the first one, and the longest after doublings.
    package var retryMilliseconds: ClosedRange<Int> = 100...1000

    /// The usual 115200 8N1; nil: a rate that no scanner has.
    package init?(rate: Int = 115_200) {
        guard Self.rates.contains(rate) else { return nil }
        self.rate = rate
    }
}
