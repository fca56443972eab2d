import Synchronization

/// The deny list that all lanes of a process ask, exchanged while they do.
///
/// - **Shape**: a tap takes the edition of its beginning and keeps it to its end. Taking it holds a lock for the time of
///   one reference count; the new edition is whole before it is put here, so nobody waits for its making. An old one is let
///   go by ``sweep()``, on the caller's thread and not on a lane's, once no tap has it any more: unmapping 100 MiB takes
///   milliseconds.
/// - **Limits**: ``mostRetired`` old editions; more than that are let go by whoever has them last.
package final class DenyListInForce: Sendable {
    /// The most editions that wait for their last tap.
    package static let mostRetired = 4

    private struct State {
        var current: DenyEdition
        var retired: [DenyEdition] = []
    }

    private let state: Mutex<State>

    package init(_ edition: DenyEdition = DenyEdition()) { state = Mutex(State(current: edition)) }

    /// The edition that a tap which begins now goes by.
    package var current: DenyEdition { state.withLock { $0.current } }

    /// Puts another edition in force.
    package func replace(with edition: DenyEdition) {
        let dropped = state.withLock { state in
            state.retired.append(state.current)
            state.current = edition
            return state.retired.count > Self.mostRetired ? state.retired.removeFirst() : nil
        }
        // Outside the lock, if nobody else has it.
        _ = consume dropped
        sweep()
    }

    /// Lets go of old editions that no tap has any more; how many are left. Called now and then by whoever exchanges them.
    @discardableResult
    package func sweep() -> Int {
        var done: [DenyEdition] = []
        let left = state.withLock { state in
            for index in state.retired.indices.reversed() where isKnownUniquelyReferenced(&state.retired[index]) {
                done.append(state.retired.remove(at: index))
            }
            return state.retired.count
        }
        done.removeAll()
        return left
    }
}
