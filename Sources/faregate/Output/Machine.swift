import Foundation

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What the command line asks of the machine it runs on.
enum Machine {
    /// Processors this process may run on.
    static var processorCount: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

    /// A variable of the environment.
    static func variable(_ name: String) -> String? { unsafe getenv(name).map { unsafe String(cString: $0) } }

    /// The number of this process.
    static var processIdentifier: Int { Int(getpid()) }

    /// The size of a regular file, or nil.
    static func fileSize(_ path: String) -> Int? {
        var status = stat()
        guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return Int(status.st_size)
    }

    /// Whether something is there that is no regular file: a folder, a FIFO, a device.
    static func isOther(_ path: String) -> Bool { mode(path).map { $0 & S_IFMT != S_IFREG } ?? false }

    /// Whether a name is a regular file's own, and no link to one.
    static func isPlainFile(_ path: String) -> Bool {
        var status = stat()
        return unsafe lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    }

    /// The names in a folder; nil if there is none.
    static func names(_ folder: String) -> [String]? { try? FileManager.default.contentsOfDirectory(atPath: folder) }

    /// What a file is and who may use it (`st_mode`); nil if there is none.
    static func mode(_ path: String) -> UInt32? {
        var status = stat()
        return unsafe stat(path, &status) == 0 ? status.st_mode : nil
    }

    /// How many bytes a file system has room for; nil where it does not say.
    static func room(_ path: String) -> Int? {
        var status = statvfs()
        guard unsafe statvfs(path, &status) == 0 else { return nil }
        return Int(clamping: status.f_bavail.multipliedReportingOverflow(by: status.f_frsize).partialValue)
    }

    /// What a name leads to, whatever the name: a device by its number, another file by its place, and one that is not
    /// there by its folder's.
    static func identity(_ path: String) -> String {
        var status = stat()
        if unsafe stat(path, &status) == 0 {
            let isDevice = status.st_mode & S_IFMT == S_IFCHR
            return isDevice ? "device \(status.st_rdev)" : "file \(status.st_dev) \(status.st_ino)"
        }
        let url = URL(filePath: path).standardizedFileURL
        guard unsafe stat(url.deletingLastPathComponent().path, &status) == 0 else { return url.path }
        return "file \(status.st_dev) \(status.st_ino) \(url.lastPathComponent)"
    }

    /// Removes a file if it is there.
    static func remove(_ path: String) { unsafe unlink(path) }

    /// Whether a file or folder can be written to.
    static func canWrite(_ path: String) -> Bool { unsafe access(path, W_OK) == 0 }

    /// The system's words for why a file cannot be opened for reading; nil if it can.
    static func reasonNotToRead(_ path: String) -> String? { unsafe access(path, R_OK) == 0 ? nil : errorText }

    /// The system's words for why a folder cannot be written to; nil if it can.
    static func reasonNotToWrite(_ path: String) -> String? {
        unsafe access(path, W_OK | X_OK) == 0 ? nil : errorText
    }

    /// Opens `/dev/null` in place of standard input, output and error where the caller has closed them.
    ///
    /// Otherwise the next file to be opened, a journal's segment, would be taken for one of them and written over.
    static func holdStandardDescriptors() {
        for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) < 0 {
            // The lowest free number is given; those below are open by now.
            _ = unsafe open("/dev/null", descriptor == STDIN_FILENO ? O_RDONLY : O_WRONLY)
        }
    }

    /// Lets this process leave no core file: card numbers and keys are in its memory.
    ///
    /// Linux asks this limit only where it writes a file, not where it hands the core to a program.
    static func forbidCoreFiles() {
        var none = rlimit(rlim_cur: 0, rlim_max: 0)
        _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
    }

    /// The system's words for what has just failed.
    static var errorText: String { unsafe String(cString: strerror(errno)) }

    /// The name of the user, or the number where the system has none.
    static var userName: String {
        guard let entry = unsafe getpwuid(getuid()), let name = unsafe entry.pointee.pw_name else {
            return "\(getuid())"
        }
        return unsafe String(cString: name)
    }

    /// The home folder of the user that the system's own list names, whatever the environment says.
    static var homeFolder: String? {
        guard let entry = unsafe getpwuid(getuid()), let folder = unsafe entry.pointee.pw_dir else { return nil }
        return unsafe String(cString: folder)
    }

    /// Processor, count, load and build, for the head of a table of measurements.
    static var description: String {
        let load = load.map { fixed($0, 2) } ?? "unknown"
        #if DEBUG
            let build = "debug"
        #else
            let build = "release"
        #endif
        return "\(processorCount) x \(processorName), load \(load), faregate \(Version.text) \(build)"
    }

    /// How many processes wanted to run in the last minute; nil where the system does not say.
    static var load: Double? {
        var loads = [0.0, 0.0, 0.0]
        return unsafe getloadavg(&loads, 3) > 0 ? loads[0] : nil
    }

    private static var processorName: String {
        guard let text = text(of: "/proc/cpuinfo") else { return "unknown processor" }
        for line in text.split(separator: "\n") where line.hasPrefix("model name") {
            return String(line.split(separator: ":").last.map { $0.drop { $0 == " " } } ?? "")
        }
        return "unknown processor"
    }

    /// A small text file of the system, or nil.
    static func text(of path: String) -> String? {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while bytes.count < 1 << 20 {
            let count = unsafe read(descriptor, &chunk, chunk.count)
            guard count > 0 else { break }
            bytes += chunk[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
