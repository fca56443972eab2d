import Synchronization

/// The names of cards that do not pack into 64 bits, numbered in the order they are met.
///
/// - **Shape**: shared by all workers of a replay behind a lock; the open-data logs never need it.
final class CardDirectory: Sendable {
    private struct State {
        var numbers: [[UInt8]: Int] = [:]
        var names: [[UInt8]] = []
    }

    private let state = Mutex(State())

    /// The number of a name, new or known.
    func number(_ name: [UInt8]) -> Int {
        state.withLock { state in
            if let known = state.numbers[name] { return known }
            let number = state.names.count
            state.numbers[name] = number
            state.names.append(name)
            return number
        }
    }

    /// The name of a number.
    func name(_ number: Int) -> String {
        state.withLock { String(decoding: $0.names[number], as: UTF8.self) }
    }
}
