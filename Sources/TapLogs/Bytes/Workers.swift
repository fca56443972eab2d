import Dispatch

/// Runs the same work on several threads and waits for all of them.
enum Workers {
    /// Results of the workers in order of their numbers; the error of the lowest worker that failed.
    ///
    /// `body` gets a number from 0 and may touch only what is its own or guarded.
    static func run<Value>(
        _ count: Int, _ body: (Int) throws(LogError) -> Value
    ) throws(LogError) -> [Value] {
        guard count > 1 else { return [try body(0)] }
        let slots = UnsafeMutablePointer<Result<Value, LogError>?>.allocate(capacity: count)
        unsafe slots.initialize(repeating: nil, count: count)
        defer {
            unsafe slots.deinitialize(count: count)
            unsafe slots.deallocate()
        }
        withoutActuallyEscaping(body) { escapable in
            // Each worker writes its own slot only, and all have ended when concurrentPerform returns.
            nonisolated(unsafe) let work = escapable
            nonisolated(unsafe) let results = unsafe slots
            DispatchQueue.concurrentPerform(iterations: count) { worker in
                do throws(LogError) {
                    unsafe results[worker] = .success(try unsafe work(worker))
                } catch {
                    unsafe results[worker] = .failure(error)
                }
            }
        }
        var values: [Value] = []
        for worker in 0..<count {
            switch unsafe slots[worker] {
            case .success(let value): values.append(value)
            case .failure(let error): throw error
            case nil: preconditionFailure("worker \(worker) left no result")
            }
        }
        return values
    }
}
