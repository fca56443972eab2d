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

    /// What the gate takes codes with.
    ///
    /// In the store the gate goes by its journal, not by its device's name alone: what another gate of that name has
    /// reserved is not on record here, and must not become free for it.
    ///
    /// - **Errors**: said on stderr with what to do; an exit code.
    func codes(
        _ book: FareBook, _ journal: JournalIdentity, _ shown: CodesOnRecord?, _ tokenizer: CardTokenizer,
        _ trust: ClockTrust
    ) throws -> CodeAcceptance {
        let holder = ReplayHolder(device: "\(journal.device)/\(String(journal.epoch, radix: 16))", lane: 0)
        let store: SQLiteReplayStore
        do throws(ReplayStoreFailure) {
            store = try SQLiteReplayStore(setup.storePath, durability: gate.durability)
            if let doubles = try shown?.settle(store, for: holder), doubles > 0 {
                Terminal.say("faregate: \(Wording.doubledCodes(doubles).text)")
            }
        } catch {
            throw replayStoreFailure(error, setup.storePath)
        }
        let validator = CodeValidator(
            roots: setup.roots, policy: setup.policy, revocations: setup.revocations, replay: store,
            railwayKeys: setup.railwayKeys)
        let codes = CodeAcceptance(
            book, validator: validator, store: store, holder: holder, tokenizer: tokenizer, trust: trust,
            medium: setup.medium)
        codes.isSynchronised = { GateClock.isSynchronised }
        return codes
    }
}
