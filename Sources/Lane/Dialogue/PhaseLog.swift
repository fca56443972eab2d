import EMV
import ElectronicPurse
import Journal

/// What card and gate took, exchange by exchange.
package struct PhaseLog: Sendable {
    /// One exchange: what the card took, and what we did with its answer.
    package struct Phase: Sendable {
        package let name: String
        package var cardMicroseconds: Int
        package var ourMicroseconds: Int
    }

    /// In order.
    package private(set) var phases: [Phase] = []
    private var mark = 0

    package init() {}

    /// Begins; what follows is ours.
    package mutating func begin(at moment: Int) { mark = moment }

    /// An exchange from its sending to its answer; what lay before it was ours.
    package mutating func note(_ name: String, _ sent: Int, _ received: Int) {
        end(at: sent)
        phases.append(Phase(name: name, cardMicroseconds: received - sent, ourMicroseconds: 0))
        mark = received
    }

    /// A part of ours that has a name of its own.
    package mutating func own(_ name: String, from start: Int, to end: Int) {
        self.end(at: start)
        phases.append(Phase(name: name, cardMicroseconds: 0, ourMicroseconds: end - start))
        mark = end
    }

    /// Ends the last exchange's own part.
    package mutating func end(at moment: Int) {
        if let last = phases.indices.last { phases[last].ourMicroseconds += max(0, moment - mark) }
        mark = moment
    }

    /// All that card and transport took.
    package var cardMicroseconds: Int { phases.reduce(0) { $0 + $1.cardMicroseconds } }
    /// All that we took.
    package var ourMicroseconds: Int { phases.reduce(0) { $0 + $1.ourMicroseconds } }

    /// What a record keeps of it.
    var timings: PhaseTimings {
        var timings = PhaseTimings()
        timings.add(.card, microseconds: UInt32(clamping: cardMicroseconds))
        timings.add(.ours, microseconds: UInt32(clamping: ourMicroseconds))
        return timings
    }
}

extension CardDialogue.Phase {
    /// The name in reports.
    var name: String {
        switch self {
        case .directory: "directory"
        case .select: "select"
        case .options: "options"
        case .record(let place): "record-\(place + 1)"
        case .done: "done"
        }
    }
}

extension PurseDialogue.Phase {
    /// The name in reports.
    var name: String {
        switch self {
        case .select(let place): place == 0 ? "select-purse" : "select-purse-\(place + 1)"
        case .identity: "file-15"
        case .location: "file-17"
        case .balance: "balance"
        case .overdraft: "overdraft"
        case .journey(let number): "journey-\(number)"
        case .transaction(let number), .evidence(let number): "transaction-\(number)"
        case .initialise: "initialise"
        case .update: "update"
        case .debit: "debit"
        case .proof: "proof"
        case .deciding, .authorising, .keeping, .checking, .checkingProof, .done: "done"
        }
    }
}
