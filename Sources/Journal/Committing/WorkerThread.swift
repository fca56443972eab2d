import Glibc

/// A thread of our own that runs one function to its end.
///
/// - **Errors**: ``JournalError/thread(code:)`` where the system gives none.
@safe package final class WorkerThread: @unchecked Sendable {
    private final class Work: Sendable {
        let run: @Sendable () -> Void

        init(_ run: @escaping @Sendable () -> Void) { self.run = run }
    }

    private var thread = pthread_t()

    /// Starts the thread; what `run` holds lives until its end.
    package init(_ run: @escaping @Sendable () -> Void) throws(JournalError) {
        let work = unsafe Unmanaged.passRetained(Work(run))
        let code = unsafe pthread_create(
            &thread, nil,
            { argument in
                if let argument = unsafe argument {
                    unsafe Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().run()
                }
                return nil
            }, work.toOpaque())
        guard code == 0 else {
            unsafe work.release()
            throw .thread(code: code)
        }
    }

    /// Waits for its end; once.
    package func join() { pthread_join(thread, nil) }

    /// Lets it end by itself, whenever that is; instead of ``join()``.
    package func abandon() { pthread_detach(thread) }
}
