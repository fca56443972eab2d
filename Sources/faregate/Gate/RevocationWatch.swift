import ArgumentParser
import Lane
import QRTickets
import SmartCard

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Looks now and then whether the revocation list has changed, and puts the new one in force.
///
/// - **Errors**: a list that cannot be used is said once, and the old one stays.
final class RevocationWatch {
    /// How often the file is looked at.
    private static let pauseMilliseconds = 1000

    /// What tells one state of a file from the next: a list that is rewritten in its second, at its length, is another.
    private struct Stamp: Equatable {
        let inode: UInt64
        let size: Int64
        let modified: Int64
        let changed: Int64

        /// Nil if there is no such file.
        init?(_ path: String) {
            var found = stat()
            guard unsafe stat(path, &found) == 0 else { return nil }
            inode = UInt64(found.st_ino)
            size = Int64(found.st_size)
            modified = Int64(found.st_mtim.tv_sec) * 1_000_000_000 + Int64(found.st_mtim.tv_nsec)
            changed = Int64(found.st_ctim.tv_sec) * 1_000_000_000 + Int64(found.st_ctim.tv_nsec)
        }
    }

    private let trust: CodeTrustOptions
    private let roots: RootStore
    /// The file as it was when it was last read; nil: not read here yet.
    private var known: Stamp??
    private var nextMilliseconds = 0

    init(_ trust: CodeTrustOptions, _ roots: RootStore) {
        self.trust = trust
        self.roots = roots
    }

    /// Looks, if it is time; called between two codes.
    ///
    /// The first look reads the file again: it may have changed while the gate was starting.
    func look(_ codes: CodeAcceptance) {
        guard let path = trust.revocations, GateClock.milliseconds >= nextMilliseconds else { return }
        nextMilliseconds = GateClock.milliseconds + Self.pauseMilliseconds
        let now = Stamp(path)
        guard known != .some(now) else { return }
        known = .some(now)
        let moment = CodeMoment(seconds: UInt32(clamping: GateClock.unixSeconds))
        // What is wrong with it has been said; the old list stays in force.
        guard let list = try? trust.list(roots, at: moment), list != codes.validator.revocations else { return }
        codes.validator.revocations = list
        Terminal.say("faregate: \(Wording.newRevocations(list.number, list.count).text)")
    }
}
