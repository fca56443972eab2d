import Lane

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A key file that a configuration names, which nobody but its owner may use.
///
/// - **Limits**: ``mostBytes``; the process's own or root's, mode 0600 or less. Of a service's credentials the group
///   may read: the system grants them to the service alone, and shows that as a right of the group (systemd.exec,
///   access control lists).
enum ConfiguredKeyFile {
    /// The largest file.
    static let mostBytes = 65_536

    /// The file's bytes, or what is wrong with it.
    static func content(_ path: ConfigurationPath) -> Result<[UInt8], ConfigurationFault> {
        func fault(_ kind: ConfigurationFault.Kind) -> Result<[UInt8], ConfigurationFault> {
            .failure(ConfigurationFault(kind, at: path.place))
        }
        let descriptor = unsafe open(path.path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { return fault(.file(path: path.path, reason: Machine.errorText)) }
        defer { close(descriptor) }
        // Asked of the open file, so that it is the one that is read.
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            return fault(.file(path: path.path, reason: "not a file"))
        }
        guard status.st_mode & (path.isCredential ? 0o037 : 0o077) == 0 else {
            return fault(.looseMode(path: path.path, mode: status.st_mode & 0o777))
        }
        guard status.st_uid == geteuid() || status.st_uid == 0 else {
            return fault(
                .wrong(
                    english: "\(path.path): belongs to another user, who could change this key; chown it",
                    chinese: "\(path.path)：属于其他用户，其可更改该密钥；请 chown"))
        }
        guard status.st_size <= mostBytes else {
            return fault(.file(path: path.path, reason: "too large for a key file"))
        }
        var bytes = [UInt8](repeating: 0, count: mostBytes)
        let count = unsafe read(descriptor, &bytes, bytes.count)
        guard count >= 0 else { return fault(.file(path: path.path, reason: Machine.errorText)) }
        return .success(Array(bytes[..<count]))
    }
}
