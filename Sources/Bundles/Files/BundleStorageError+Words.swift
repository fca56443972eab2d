import Glibc

extension BundleStorageError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .system(let code, let what, let path):
            "\(path): cannot \(what): \(unsafe String(cString: strerror(code)))"
        case .busy(let path): "\(path): another installation is under way; try again"
        case .state(let path, let fault): "\(path): damaged: \(fault.description)"
        case .lostState(let path):
            "\(path): has bundles and no state, so what it has taken is not known; put its state back, or begin a new store"
        case .exposed(let path):
            "\(path): must be a folder or regular file of this user's or root's that no other can write; chown and chmod go-w"
        case .roots(let path, let version):
            "\(path): roots \(version) are missing or do not follow on the ones before; install them again"
        case .restless(let path): "\(path): changes while it is read; try again"
        }
    }
}
