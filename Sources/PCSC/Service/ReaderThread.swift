import CPCSC
import Dispatch
import Glibc
import Synchronization

/// A thread for the calls of one PC/SC context, since such a call may never come back.
///
/// - **Shape**: one call at a time, in the order they were given. Who waits for a call gives up at his own deadline;
///   the thread is then left behind with its context, and ends by itself when the call does return.
/// - **Limits**: at most ``mostLeftBehind`` threads of the process may be in that state; then no new one is begun.
final class ReaderThread: Sendable {
    /// Threads that may hang in a call that nobody waits for any more.
    static let mostLeftBehind = 32

    /// Threads that have been given up or told to end, and have not ended yet.
    static var leftBehind: Int { counter.load(ordering: .relaxed) }

    private static let counter = Atomic<Int>(0)

    private struct Work {
        var calls: [@Sendable (ContextCalls) -> Void] = []
        var isEnding = false
    }

    private let work = Mutex(Work())
    private let signal = DispatchSemaphore(value: 0)
    private let name: String

    /// Starts the thread; its name is cut to the 15 characters that Linux keeps.
    init(name: String) throws(ReaderError) {
        self.name = name
        guard Self.leftBehind < Self.mostLeftBehind else { throw ReaderError(.tooManyHanging) }
        var thread = pthread_t()
        let argument = unsafe Unmanaged.passRetained(self)
        let code = unsafe pthread_create(
            &thread, nil,
            { argument in
                guard let argument = unsafe argument else { return nil }
                unsafe Unmanaged<ReaderThread>.fromOpaque(argument).takeRetainedValue().main()
                return nil
            }, argument.toOpaque())
        guard code == 0 else {
            unsafe argument.release()
            throw ReaderError(.tooManyHanging)
        }
        pthread_detach(thread)
    }

    /// Gives the thread a call; the result can be waited for, and need not be.
    func begin<Value: Sendable>(
        _ body: @escaping @Sendable (ContextCalls) throws(ReaderError) -> Value
    ) -> ReaderCall<Value> {
        let call = ReaderCall<Value>()
        work.withLock {
            $0.calls.append { calls in
                let result: Result<Value, ReaderError>
                do throws(ReaderError) {
                    result = .success(try body(calls))
                } catch {
                    result = .failure(error)
                }
                call.finish(result)
            }
        }
        signal.signal()
        return call
    }

    /// Lets the thread release its context and end, now or when the call that it hangs in returns.
    func end() {
        let isFirst = work.withLock { work in
            defer { work.isEnding = true }
            work.calls.removeAll()
            return !work.isEnding
        }
        guard isFirst else { return }
        Self.counter.add(1, ordering: .relaxed)
        signal.signal()
    }

    private func main() {
        unsafe name.withCString { unsafe faregate_name_thread($0) }
        let calls = ContextCalls()
        while true {
            signal.wait()
            let (next, isEnding) = work.withLock { work in
                (work.calls.isEmpty ? nil : work.calls.removeFirst(), work.isEnding)
            }
            if isEnding { break }
            next?(calls)
        }
        calls.release()
        Self.counter.subtract(1, ordering: .relaxed)
    }
}

/// A call that a ``ReaderThread`` makes.
final class ReaderCall<Value: Sendable>: Sendable {
    private let result = Mutex<Result<Value, ReaderError>?>(nil)
    private let isDone = DispatchSemaphore(value: 0)

    fileprivate func finish(_ result: Result<Value, ReaderError>) {
        self.result.withLock { $0 = result }
        isDone.signal()
    }

    /// The result, or nil if it did not come within the time; then one may wait again.
    func wait(milliseconds: Int) -> Result<Value, ReaderError>? {
        guard isDone.wait(timeout: .now() + .milliseconds(milliseconds)) == .success else { return nil }
        // Whoever waits again finds it too.
        isDone.signal()
        return result.withLock { $0 }
    }
}
