import Journal

/// Why a journal takes no part in a settlement.
package struct JournalRefusal: Error, Hashable, Sendable {
    /// What is wrong.
    package enum Reason: Hashable, Sendable {
        /// It cannot be read, is damaged, or not authenticated.
        case journal(JournalError)
        /// It was given twice, under this path before.
        case givenTwice(path: String)
        /// Its tokens were made with a key of another number.
        case tokenKeyNumber(found: UInt32, wanted: [UInt32])
        /// Under the same number its token key is another one than that of a journal before.
        case otherTokenKey(number: UInt32, path: String)
        /// Taps of the day were decided by other fares than those that settle them.
        case otherFares(found: FareVersion, taps: Int, wanted: FareVersion)
        /// It has fewer records than a batch of any day has seen of it: an older copy, or cut off.
        case olderCopy(lastSequence: UInt64, seen: UInt64)
        /// At the last record that a batch has seen of it stands another one: a copy that went on by itself.
        case forked(record: UInt64)
        /// A record has an amount that no fare is: its gate is broken, or somebody else has its key.
        case amount(record: UInt64, fen: Int64)
        /// It was said that it will not go on, and a process writes it.
        case goesOn
    }

    /// The journal's folder.
    package let path: String
    /// What is wrong.
    package let reason: Reason

    /// Whether other fares are the reason.
    package var isOfOtherFares: Bool { if case .otherFares = reason { true } else { false } }

    /// Whether a process that writes it is the reason.
    package var isOfItsGate: Bool { reason == .goesOn }

    package init(path: String, reason: Reason) {
        self.path = path
        self.reason = reason
    }
}

extension JournalRefusal: CustomStringConvertible {
    package var description: String {
        switch reason {
        case .journal(let error): "\(path): \(error)"
        case .givenTwice(let other): "\(path): the same journal as \(other)"
        case .tokenKeyNumber(let found, let wanted):
            "\(path): its tokens were made with key \(found); wanted: \(wanted.map(String.init).joined(separator: ", "))"
        case .otherTokenKey(let number, let other):
            "\(path): token key \(number) is another one than that of \(other): no card of one is known in the other"
        case .otherFares(let found, let taps, let wanted):
            "\(path): \(taps) taps were decided by the fares \(found), not \(wanted)"
        case .olderCopy(let last, let seen):
            "\(path): ends at record \(last); an earlier batch has seen \(seen): is it an older copy?"
        case .forked(let record):
            "\(path): its record \(record) is another one than that which a batch has seen: has the gate gone on from "
                + "an older copy? Its numbers stand for two taps each then"
        case .amount(let record, let fen):
            "\(path): record \(record) has an amount that no fare is (\(fen) fen): is the gate broken, or its key stolen?"
        case .goesOn: "\(path): its gate runs: --final is for journals that will not go on"
        }
    }
}
