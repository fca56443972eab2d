import ArgumentParser
import Lane
import QRTickets
import SmartCard

/// Looks now and then whether the revocation list has changed, and puts the new one in force.
///
/// - **Errors**: a list that cannot be used is said once, and the old one stays.
final class RevocationWatch {
    /// How often the file is looked at.
    private static let pauseMilliseconds = 1000

    private let trust: CodeTrustOptions
    private let roots: RootStore
    /// The file as it was when it was last read; nil: not read here yet.
    private var known: FileStamp??
    private var nextMilliseconds = 0

    init(_ trust: CodeTrustOptions, _ roots: RootStore) {
        self.trust = trust
        self.roots = roots
    }

    /// Looks, if it is time; called between two codes.
    ///
    /// The first look reads the file again: it may have changed while the gate was starting.
    func look(_ codes: CodeAcceptance) {
        look(codes.validator.revocations) { codes.validator.revocations = $0 }
    }

    /// The same where the list in force is `current`, and `put` puts a new one in force.
    func look(_ current: RevocationList?, put: (RevocationList) -> Void) {
        guard let path = trust.revocations, GateClock.milliseconds >= nextMilliseconds else { return }
        nextMilliseconds = GateClock.milliseconds + Self.pauseMilliseconds
        let now = FileStamp(path)
        guard known != .some(now) else { return }
        known = .some(now)
        // What is wrong with it has been said; the old list stays in force.
        guard let list = try? trust.list(roots, at: .ofKeysAtGate, after: current),
            list != current
        else { return }
        put(list)
        // In force even where its number cannot be kept, which has been said then.
        try? trust.keepNumber(of: list)
        Terminal.say("faregate: \(Wording.newRevocations(list.number, list.count).text)")
    }
}
