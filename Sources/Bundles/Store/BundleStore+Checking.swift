extension BundleStore {
    /// Verifies a bundle as an empty store would, without taking it in: its bytes are read into memory.
    package static func check(
        _ source: some BundleSource, by roots: RootSet, at clock: BundleClock, progress: (Int) -> Void = { _ in }
    ) throws(BundleStorageError) -> Result<InstalledBundle, BundleRefusal> {
        let page = try source.read(at: 0, count: BundleHead.length)
        do {
            let head = try BundleHead(parsing: page)
            if let refusal = roots.refusal(of: head) { throw refusal }
            let certain = clock.certain(since: 0)
            if roots.expires <= certain { throw BundleRefusal.rootsExpired(at: roots.expires) }
            if head.manifest.expires <= certain { throw BundleRefusal.expired(at: head.manifest.expires) }
            try BundleJudge.checkIssued(head.manifest, roots, clock)
            let size = try source.size()
            guard size >= head.fileBytes else { throw BundleFault.truncated(expected: head.fileBytes, found: size) }
            guard size == head.fileBytes else { throw BundleFault.longer(expected: head.fileBytes, found: size) }
            var bytes = page
            bytes.reserveCapacity(size)
            while bytes.count < size {
                let piece = try source.read(at: bytes.count, count: min(pieceBytes, size - bytes.count))
                if piece.isEmpty { break }
                bytes += piece
                progress(bytes.count)
            }
            guard let file = MappedFile(copying: bytes) else {
                throw BundleStorageError.system(code: 12, what: "take memory for", path: "bundle")
            }
            return .success(try InstalledBundle(verifying: file, head))
        } catch let error as BundleStorageError {
            throw error
        } catch let refusal as BundleRefusal {
            return .failure(refusal)
        } catch let fault as BundleFault {
            return .failure(.fault(fault))
        } catch {
            preconditionFailure("an error of no kind that is thrown here")
        }
    }
}
