import Bundles
import Lane
import SmartCard

/// What somebody should look at, of a gate's bundles: an alarm of the status socket and a line of the log.
struct BundleNotice {
    /// What it is.
    let code: String
    /// Which bundle; nil: the store.
    let type: BundleType?
    let version: UInt64?
    /// How old what is in force of this type is, since it was signed; nil: nothing is.
    var ageSeconds: UInt64?
    let words: Wording

    /// An alarm of what is in force at a moment.
    init(_ alarm: BundleAlarm, in installed: InstalledBundles, at clock: BundleClock) {
        words = Wording(of: alarm)
        switch alarm {
        case .expired(let type, let version, _): (code, self.type, self.version) = ("bundle-expired", type, version)
        case .damaged(let type, let version, _): (code, self.type, self.version) = ("bundle-refused", type, version)
        case .signerWithdrawn(let type, let version):
            (code, self.type, self.version) = ("bundle-signer-withdrawn", type, version)
        case .waiting(let type, let version, _): (code, self.type, self.version) = ("bundle-waits", type, version)
        case .begunEarly(let type, let version, _):
            (code, self.type, self.version) = ("bundle-begun-early", type, version)
        case .notInSet(let type, let version): (code, self.type, self.version) = ("bundle-not-in-set", type, version)
        case .missing(let type): (code, self.type, version) = ("bundle-missing", type, nil)
        case .rootsExpired: (code, type, version) = ("bundle-roots-expired", nil, nil)
        case .clockUntrusted: (code, type, version) = ("bundle-clock", nil, nil)
        }
        ageSeconds = type.flatMap { installed[$0]?.manifest }.map { clock.seconds - min($0.issued, clock.seconds) }
    }

    /// A store that cannot be read.
    init(_ error: BundleStorageError) {
        (code, type, version, words) = ("bundle-store", nil, nil, Wording(of: error))
    }

    /// What tells it from others; ages go on.
    var name: String { "\(code) \(type?.rawValue ?? "") \(version ?? 0)" }

    /// For the log.
    var log: LogEvent {
        var fields: [(name: String, value: LogValue)] = [("alarm", .text(code))]
        if let type { fields.append(("bundle", .text(type.rawValue))) }
        if let version { fields.append(("version", .number(Int(clamping: version)))) }
        if let ageSeconds { fields.append(("age_s", .number(Int(clamping: ageSeconds)))) }
        return LogEvent("bundles", level: .warning, fields + [("words", .text(words.english))])
    }

    /// For the status.
    var json: JSONValue {
        .object([
            ("alarm", .string(code)), ("bundle", .optional(type?.rawValue)),
            ("version", .optional(version.map { Int(clamping: $0) })),
            ("age_s", .optional(ageSeconds.map { Int(clamping: $0) })), ("words", .string(words.english)),
        ])
    }

    /// For those who follow the status.
    var event: JSONValue {
        .object([
            ("type", "alarm"), ("lane", .null), ("alarm", .string(code)), ("bundle", .optional(type?.rawValue)),
            ("version", .optional(version.map { Int(clamping: $0) })),
            ("age_s", .optional(ageSeconds.map { Int(clamping: $0) })),
        ])
    }
}
