import Synchronization

/// Work done so far, read by a progress bar's thread.
final class ProgressCount: Sendable {
    private let done = Atomic<Int>(0)

    var count: Int { done.load(ordering: .relaxed) }

    func set(_ count: Int) { done.store(count, ordering: .relaxed) }

    func add(_ count: Int) { done.add(count, ordering: .relaxed) }
}
