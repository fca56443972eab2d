/// How a payload is written; the raw value stands in the manifest and goes up with each new layout.
package enum BundleForm: String, CaseIterable, Hashable, Sendable {
    /// ``DenyIndex``.
    case denyIndex = "deny-2"
    /// One file as its loader reads it.
    case file = "file-1"
    /// Several files with their names, ``BundledFiles``.
    case files = "files-1"
    /// No payload.
    case nothing = "none-1"
}
