import Glibc

extension BundleStorageError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .system(let code, let what, let path):
            "\(path): cannot \(what): \(unsafe String(cString: strerror(code)))"
        case .busy(let path): "\(path): another installation is under way; try again"
        case .state(let path, let fault): "\(path): damaged: \(fault.description)"
        case .roots(let path, let version):
            "\(path): roots \(version) are missing or do not follow on the ones before; install them again"
        case .restless(let path): "\(path): changes while it is read; try again"
        }
    }
}
