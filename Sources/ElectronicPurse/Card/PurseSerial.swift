/// The last eight bytes of a serial field, which keys are diversified by; most of the card number, so never printed.
package struct PurseSerial: Hashable, Sendable {
    package let value: UInt64

    package init(_ value: UInt64) { self.value = value }
}

extension PurseSerial: CustomStringConvertible, CustomReflectable {
    package var description: String { "serial" }
    package var customMirror: Mirror { Mirror(self, children: []) }
}
