/// A symbol that was read.
package struct FoundSymbol: Hashable, Sendable {
    /// Its bytes as they are, never text made of them.
    package let payload: [UInt8]
    package let symbology: Symbology
    /// Which look found it.
    package let step: LadderStep

    package init(payload: [UInt8], symbology: Symbology, step: LadderStep) {
        self.payload = payload
        self.symbology = symbology
        self.step = step
    }
}
