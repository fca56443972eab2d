import ArgumentParser
import Foundation
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
    private var known: [FileAttributeKey: String]
    private var nextMilliseconds = 0

    init(_ trust: CodeTrustOptions, _ roots: RootStore) {
        self.trust = trust
        self.roots = roots
        known = Self.stamp(trust.revocations)
    }

    /// Looks, if it is time; called between two codes.
    func look(_ codes: CodeAcceptance) {
        guard trust.revocations != nil, GateClock.milliseconds >= nextMilliseconds else { return }
        nextMilliseconds = GateClock.milliseconds + Self.pauseMilliseconds
        let now = Self.stamp(trust.revocations)
        guard now != known else { return }
        known = now
        let moment = CodeMoment(seconds: UInt32(clamping: GateClock.unixSeconds))
        // What is wrong with it has been said; the old list stays in force.
        guard let list = try? trust.list(roots, at: moment) else { return }
        codes.validator.revocations = list
        Terminal.say("faregate: \(Wording.newRevocations(list.number, list.count).text)")
    }

    private static func stamp(_ path: String?) -> [FileAttributeKey: String] {
        guard let path, let found = try? FileManager.default.attributesOfItem(atPath: path) else { return [:] }
        var stamp: [FileAttributeKey: String] = [:]
        for key in [FileAttributeKey.systemFileNumber, .size, .modificationDate] {
            stamp[key] = found[key].map { "\($0)" }
        }
        return stamp
    }
}
