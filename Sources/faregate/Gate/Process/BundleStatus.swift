import Bundles
import Lane

/// How a gate's bundles stand.
struct BundleStatus {
    /// One that is in force.
    struct Part {
        let type: BundleType
        let version: UInt64
        /// Since it was signed.
        let ageSeconds: UInt64
        /// Its end, in seconds since 1970.
        let expires: UInt64
    }

    /// What is in force, in the order of the types.
    var parts: [Part] = []
    var notices: [BundleNotice] = []

    /// For the status socket.
    var json: JSONValue {
        .object([
            (
                "in_force",
                .array(
                    parts.map { part in
                        .object([
                            ("bundle", .string(part.type.rawValue)), ("version", .integer(Int(clamping: part.version))),
                            ("age_s", .integer(Int(clamping: part.ageSeconds))),
                            ("expires", .integer(Int(clamping: part.expires))),
                        ])
                    })
            ), ("alarms", .array(notices.map(\.json))),
        ])
    }
}
