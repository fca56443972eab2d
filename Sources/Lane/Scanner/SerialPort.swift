import Glibc

/// An open serial line: raw, eight bits, no parity, and nobody else's.
///
/// - **Shape**: a descriptor with one owner, closed with it.
/// - **Errors**: the ``ScannerState`` that stands for why it cannot be opened or read.
/// - **Source**: termios(3), ioctl_tty(2): TIOCEXCL.
struct SerialPort: ~Copyable {
    /// Why a port was not opened.
    struct Fault: Error {
        let state: ScannerState
    }

    /// What came of a wait.
    enum Arrival {
        /// So many; 0: the wait was cut short.
        case bytes(Int)
        /// None in all that time.
        case silence
        case gone
    }

    private let descriptor: Int32
    private let path: String
    private let identity: (device: UInt, number: UInt)

    /// Opens a terminal, or a FIFO that stands for one.
    init(_ path: String, rate: Int) throws(Fault) {
        let descriptor = Self.open(path)
        guard descriptor >= 0 else { throw Fault(state: Self.state(errno)) }
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else {
            close(descriptor)
            throw Fault(state: .unplugged)
        }
        if status.st_mode & S_IFMT != S_IFIFO {
            guard isatty(descriptor) == 1 else {
                let isGone = errno == EIO || errno == ENXIO || errno == ENODEV
                close(descriptor)
                throw Fault(state: isGone ? .unplugged : .notATerminal)
            }
            guard Self.makeRaw(descriptor, rate: rate) else {
                close(descriptor)
                throw Fault(state: .unplugged)
            }
        }
        self.descriptor = descriptor
        self.path = path
        identity = (UInt(status.st_dev), UInt(status.st_ino))
    }

    deinit { close(descriptor) }

    /// Waits for bytes, at most so long.
    func read(into buffer: inout [UInt8], milliseconds: Int32) -> Arrival {
        var request = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        let ready = unsafe poll(&request, 1, milliseconds)
        if ready < 0 { return errno == EINTR || errno == EAGAIN ? .bytes(0) : .gone }
        if ready == 0 { return .silence }
        // What arrived before the line was cut is read before the cut is told.
        guard request.revents & Int16(POLLIN) != 0 else { return .gone }
        let count = unsafe buffer.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
        if count > 0 { return .bytes(count) }
        return count < 0 && (errno == EINTR || errno == EAGAIN) ? .bytes(0) : .gone
    }

    /// Whether the path still leads to this line.
    var isInPlace: Bool {
        var status = stat()
        return unsafe stat(path, &status) == 0 && UInt(status.st_dev) == identity.device
            && UInt(status.st_ino) == identity.number
    }

    /// A FIFO is opened for writing too where that is allowed: it never hangs up then, and what a writer has left who
    /// is gone already stays to be read (fifo(7)).
    private static func open(_ path: String) -> Int32 {
        let flags = O_NONBLOCK | O_NOCTTY | O_CLOEXEC
        var status = stat()
        if unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFIFO {
            let descriptor = unsafe Glibc.open(path, O_RDWR | flags)
            if descriptor >= 0 { return descriptor }
        }
        return unsafe Glibc.open(path, O_RDONLY | flags)
    }

    static func makeRaw(_ descriptor: Int32, rate: Int) -> Bool {
        guard let speed = speed(rate), ioctl(descriptor, UInt(TIOCEXCL)) == 0 else { return false }
        var settings = termios()
        guard unsafe tcgetattr(descriptor, &settings) == 0 else { return false }
        unsafe cfmakeraw(&settings)
        settings.c_cflag |= tcflag_t(CLOCAL | CREAD)
        settings.c_cflag &= ~tcflag_t(CSTOPB)
        guard unsafe cfsetspeed(&settings, speed) == 0 else { return false }
        return unsafe tcsetattr(descriptor, TCSANOW, &settings) == 0
    }

    private static func speed(_ rate: Int) -> speed_t? {
        switch rate {
        case 9600: speed_t(B9600)
        case 19_200: speed_t(B19200)
        case 38_400: speed_t(B38400)
        case 57_600: speed_t(B57600)
        case 115_200: speed_t(B115200)
        case 230_400: speed_t(B230400)
        default: nil
        }
    }

    private static func state(_ code: Int32) -> ScannerState {
        switch code {
        case ENOENT, ENOTDIR: .missing
        case EACCES, EPERM: .noPermission
        case EBUSY: .busy
        case ENXIO, ENODEV, EIO: .unplugged
        default: .notATerminal
        }
    }
}
