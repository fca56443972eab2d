/// A bundle whose payload has been found to be what was signed.
package struct InstalledBundle: Sendable {
    package let manifest: BundleManifest
    /// Its whole file, head included.
    package let file: MappedFile
    /// The index in it, of a deny list.
    package let index: DenyIndex?
    /// ``BundleManifest/digest``.
    package let digest: [UInt8]

    /// Checks a file against its head, whose signature has been checked.
    init(verifying file: MappedFile, _ head: BundleHead) throws(BundleRefusal) {
        guard file.count >= head.fileBytes else {
            throw .fault(.truncated(expected: head.fileBytes, found: file.count))
        }
        guard file.count == head.fileBytes else { throw .fault(.longer(expected: head.fileBytes, found: file.count)) }
        manifest = head.manifest
        digest = head.manifest.digest
        self.file = file
        guard file.sha256(from: BundleHead.length) == manifest.sha256 else { throw .fault(.hashMismatch) }
        switch manifest.form {
        case .denyIndex:
            do throws(DenyFault) {
                let made = try DenyIndex(file, from: BundleHead.length)
                guard made.base == manifest.base?.version ?? 0 else { throw .wrongBase }
                index = made
            } catch {
                throw .index(error)
            }
        case .files:
            index = nil
            do throws(BundleFault) { _ = try BundledFiles(parsing: file.bytes(BundleHead.length..<file.count)) } catch {
                throw .fault(error)
            }
        case .file, .nothing: index = nil
        }
    }

    /// The payload's bytes, copied.
    package var payload: [UInt8] { file.bytes(BundleHead.length..<file.count) }
}
