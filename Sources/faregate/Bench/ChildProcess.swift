#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Runs a program to its end and says what it cost, by the system's own accounting.
struct ChildProcess {
    /// What one run cost and printed.
    struct Run {
        let exitCode: Int32
        let wallSeconds: Double
        let processorSeconds: Double
        let peakMebibytes: Int
        let output: String
    }

    /// Why a program did not run.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    let arguments: [String]

    /// The program of this process.
    static var own: String {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = unsafe readlink("/proc/self/exe", &buffer, buffer.count - 1)
        return count > 0 ? String(decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self) : "faregate"
    }

    /// Runs the program (found by PATH) with its stdout read and its stderr thrown away, or written to a file.
    func run(words file: String = "/dev/null") throws -> Run {
        var pipeEnds: [Int32] = [-1, -1]
        guard unsafe pipe(&pipeEnds) == 0 else { throw Failure(description: "no pipe: \(message(errno))") }
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_adddup2(&actions, pipeEnds[1], 1)
        unsafe posix_spawn_file_actions_addclose(&actions, pipeEnds[0])
        unsafe posix_spawn_file_actions_addopen(&actions, 2, file, O_WRONLY | O_CREAT | O_TRUNC, 0o640)
        var words: [UnsafeMutablePointer<CChar>?] = unsafe arguments.map { unsafe strdup($0) }
        unsafe words.append(nil)
        defer {
            for index in unsafe words.indices { unsafe free(words[index]) }
        }
        var identifier: pid_t = 0
        let clock = Stopwatch()
        let result = unsafe posix_spawnp(&identifier, arguments[0], &actions, nil, words, environ)
        close(pipeEnds[1])
        defer { close(pipeEnds[0]) }
        guard result == 0 else { throw Failure(description: "cannot run \(arguments[0]): \(message(result))") }
        let output = readAll(pipeEnds[0])
        var status: Int32 = 0
        var usage = rusage()
        while unsafe wait4(identifier, &status, 0, &usage) < 0 {
            guard errno == EINTR else { throw Failure(description: "wait4: \(message(errno))") }
        }
        let seconds = clock.wallSeconds
        // WIFEXITED and WEXITSTATUS are macros that Swift does not see.
        let code = status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F)
        return Run(
            exitCode: code, wallSeconds: seconds,
            processorSeconds: Self.seconds(usage.ru_utime) + Self.seconds(usage.ru_stime),
            peakMebibytes: Int(usage.ru_maxrss) / 1024, output: output)
    }

    private func readAll(_ descriptor: Int32) -> String {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return String(decoding: bytes, as: UTF8.self) }
            bytes += chunk[..<count]
        }
    }

    private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) * 1e-6 }

    private func message(_ code: Int32) -> String { unsafe String(cString: strerror(code)) }
}
