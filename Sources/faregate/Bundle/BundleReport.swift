import Bundles
import Fares
import Lane
import SmartCard

/// What is said of bundles, as text and as JSON.
enum BundleReport {
    static func json(_ manifest: BundleManifest) -> JSONValue {
        var members: [(String, JSONValue)] = [
            ("type", .string(manifest.type.rawValue)), ("version", .integer(Int(manifest.version))),
            ("issued", .integer(Int(manifest.issued))), ("not_before", .integer(Int(manifest.notBefore))),
            ("expires", .integer(Int(manifest.expires))), ("format", .string(manifest.form.rawValue)),
            ("size", .integer(manifest.size)), ("sha256", .string(HexText.text(manifest.sha256))),
            ("key", .string(HexText.text(manifest.keyIdentifier))),
        ]
        if let base = manifest.base { members.append(("base", .integer(Int(base.version)))) }
        if manifest.type == .set {
            let named = BundleType.allCases.compactMap { type in
                manifest.members[type].map { (type.rawValue, JSONValue.integer(Int($0.version))) }
            }
            members.append(("members", .object(named)))
        }
        return .object(members)
    }

    /// Everything that is in force, with alarms.
    static func json(_ installed: InstalledBundles) -> JSONValue {
        let bundles = BundleType.allCases.compactMap { installed[$0] }.map { json($0.manifest) }
        let entries = (try? installed.denyList())?.entries
        return .object([
            ("state", .integer(Int(installed.number))),
            (
                "roots",
                .object([
                    ("version", .integer(Int(installed.roots.version))),
                    ("expires", .integer(Int(installed.roots.expires))),
                ])
            ),
            ("in_force", .array(bundles)),
            (
                "deny_list",
                entries.map { entries in
                    .object([
                        ("entries", .integer(entries.full)), ("added", .integer(entries.listed)),
                        ("removed", .integer(entries.unlisted)),
                    ])
                } ?? .null
            ),
            (
                "alarms",
                .array(
                    installed.alarms.map { alarm in
                        .object([
                            ("text", .string(Wording(of: alarm).text)), ("information", .bool(alarm.isInformation)),
                        ])
                    })
            ),
        ])
    }

    /// One line a bundle.
    static func text(_ installed: InstalledBundles) -> String {
        var lines: [String] = []
        for type in BundleType.allCases {
            guard let manifest = installed[type]?.manifest else { continue }
            lines.append(text(manifest))
        }
        return lines.map { $0 + "\n" }.joined()
    }

    static func text(_ manifest: BundleManifest) -> String {
        let base = manifest.base.map { " base \($0.version)" } ?? ""
        return "\(TextColumns.pad(manifest.type.rawValue, to: 12)) \(manifest.version)\(base)  "
            + "\(Wording.from.text) \(moment(manifest.notBefore))  \(Wording.until.text) \(moment(manifest.expires))"
    }

    /// A moment in the local time of China.
    static func moment(_ seconds: UInt64) -> String {
        guard let seconds = UInt32(exactly: seconds), seconds < UInt32.max - LaneClock.chinaOffset else {
            return String(seconds)
        }
        return LocalTime(seconds: seconds + LaneClock.chinaOffset).description
    }
}
