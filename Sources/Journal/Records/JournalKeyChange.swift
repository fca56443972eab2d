/// Another key from the next record on; this one is still authenticated by the old key.
package struct JournalKeyChange: JournalBody, Hashable {
    /// Which of the gate's keys.
    package enum Role: UInt8, Hashable, Sendable, CaseIterable {
        /// The key of the records' authentication codes.
        case device = 1
        /// The key of the card tokens.
        case token = 2

        /// The name in JSON.
        package var code: String { self == .device ? "device" : "token" }
    }

    package var role: Role
    /// The new key's number.
    package var identifier: UInt32

    package init(role: Role, identifier: UInt32) {
        self.role = role
        self.identifier = identifier
    }

    package static var kind: RecordKind { .keyChange }

    package func write(into writer: inout BodyWriter) throws(JournalError) {
        writer.number(role.rawValue)
        writer.number(identifier)
    }

    package static func read(_ body: Span<UInt8>) throws(BodyFault) -> JournalKeyChange {
        var reader = BodyReader()
        let role = try reader.value(Role.self, in: body)
        let change = JournalKeyChange(role: role, identifier: try reader.number(UInt32.self, in: body))
        try reader.finish(body)
        return change
    }
}
