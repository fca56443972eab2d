import ArgumentParser
import EMV
import Fares
import Journal
import Lane
import QRTickets
import SmartCard

/// Opens a gate's replay store and makes it agree with the gate's journal.
struct CodeStart {
    private let setup: CodeSetup
    private let gate: GateStore

    init(_ setup: CodeSetup, _ gate: GateStore) {
        self.setup = setup
        self.gate = gate
    }

    /// The store of shown codes, settled with the journal.
    ///
    /// In the store the gate goes by its journal, not by its device's name alone: what another gate of that name has
    /// reserved is not on record here, and must not become free for it.
    ///
    /// - **Errors**: said on stderr with what to do; an exit code.
    func store(_ journal: JournalIdentity, _ shown: CodesOnRecord?) throws -> SQLiteReplayStore {
        do throws(ReplayStoreFailure) {
            let store = try SQLiteReplayStore(setup.storePath, durability: gate.durability)
            if let doubles = try shown?.settle(store, for: Self.holder(journal, lane: 0)), doubles > 0 {
                Terminal.say("faregate: \(Wording.doubledCodes(doubles).text)")
            }
            return store
        } catch {
            throw replayStoreFailure(error, setup.storePath)
        }
    }

    /// A lane of a gate, as the store names it.
    private static func holder(_ journal: JournalIdentity, lane: Int) -> ReplayHolder {
        ReplayHolder(device: "\(journal.device)/\(String(journal.epoch, radix: 16))", lane: lane)
    }

    /// What a lane takes codes with, one way.
    func codes(
        _ book: FareBook, _ journal: JournalIdentity, _ store: SQLiteReplayStore, _ tokenizer: CardTokenizer,
        _ trust: ClockTrust, lane: Int, isExit: Bool
    ) -> CodeAcceptance {
        let holder = Self.holder(journal, lane: lane)
        var policy = setup.policy
        policy.isExit = isExit
        let validator = CodeValidator(
            roots: setup.roots, policy: policy, revocations: setup.revocations, replay: store,
            railwayKeys: setup.railwayKeys)
        let codes = CodeAcceptance(
            book, validator: validator, store: store, holder: holder, tokenizer: tokenizer, trust: trust,
            medium: setup.medium)
        codes.isSynchronised = { GateClock.isSynchronised }
        return codes
    }
}
