/// Unaligned PER that cannot be read on.
package struct PackedFault: Error, Hashable, Sendable, CustomStringConvertible {
    /// Bits from the beginning.
    package let bit: Int

    package init(bit: Int) { self.bit = bit }

    /// The same as a fault of the code.
    package var codeFault: CodeFault { CodeFault(at: bit / 8) }

    package var description: String { "malformed at bit \(bit)" }
}
