import FareData

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Where the files of a network come from: a folder on disk, the data embedded in the binary, or files in memory.
public enum DataFolder: Hashable, Sendable {
    /// A folder of the file system.
    case directory(String)
    /// A folder inside the binary, such as `editions/current`.
    case embedded(String)
    /// Files by their names, and what errors call them all.
    case files([String: [UInt8]], name: String)

    /// The bytes of a file in the folder, or nil if there is no such file.
    ///
    /// - **Errors**: ``FareDataError/unreadable(file:reason:)`` if it exists but cannot be read.
    public func contents(of name: String) throws(FareDataError) -> [UInt8]? {
        switch self {
        case .embedded(let folder):
            return EmbeddedData.file("\(folder)/\(name)")
        case .files(let files, _):
            return files[name]
        case .directory(let path):
            let file = "\(path)/\(name)"
            // Only "no such file" is absence; any other trouble comes up again when the file is opened.
            if unsafe access(file, F_OK) != 0, errno == ENOENT || errno == ENOTDIR { return nil }
            return try readWholeFile(file)
        }
    }

    /// The name of a file for errors.
    public func displayName(of name: String) -> String {
        switch self {
        case .embedded(let folder): "(built in) \(folder)/\(name)"
        case .directory(let path): "\(path)/\(name)"
        case .files(_, let folder): "\(folder): \(name)"
        }
    }
}

/// The files that `FareData` embeds.
enum EmbeddedData {
    /// The bytes of an embedded file, or nil if there is none of that path.
    static func file(_ path: String) -> [UInt8]? {
        for index in 0..<faregate_resource_count() {
            let resource = unsafe faregate_resource_at(index)
            if unsafe strcmp(resource.path, path) == 0 {
                return unsafe Array(UnsafeBufferPointer(start: resource.bytes, count: resource.count))
            }
        }
        return nil
    }

    /// The ids of the embedded editions, in the order they are embedded: oldest first.
    static var editions: [String] {
        var found: [String] = []
        for index in 0..<faregate_resource_count() {
            let path = unsafe String(cString: faregate_resource_at(index).path)
            let parts = path.split(separator: "/")
            if parts.count == 3, parts[0] == "editions", parts[2] == "edition.yaml" { found.append(String(parts[1])) }
        }
        return found
    }
}

/// Reads a whole file; for small files only.
///
/// - **Limits**: `limit` bytes, 1 GiB unless told.
/// - **Errors**: ``FareDataError/unreadable(file:reason:)``.
public func readWholeFile(_ path: String, limit: Int = 1 << 30) throws(FareDataError) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable(file: path, reason: unsafe String(cString: strerror(errno))) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = unsafe chunk.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
        if count < 0, errno == EINTR { continue }
        guard count >= 0 else { throw .unreadable(file: path, reason: unsafe String(cString: strerror(errno))) }
        if count == 0 { return bytes }
        bytes.append(contentsOf: chunk[0..<count])
        guard bytes.count <= limit else { throw .unreadable(file: path, reason: "larger than \(limit) bytes") }
    }
}
