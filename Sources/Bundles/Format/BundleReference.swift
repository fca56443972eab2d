/// One bundle as another one names it.
package struct BundleReference: Hashable, Sendable {
    package let version: UInt64
    /// The SHA-256 of its payload.
    package let sha256: [UInt8]

    package init(version: UInt64, sha256: [UInt8]) {
        self.version = version
        self.sha256 = sha256
    }
}
