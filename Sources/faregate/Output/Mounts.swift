#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Which file system a folder lies on.
enum Mounts {
    /// Type, device and options of the file system of a folder, as /proc/mounts has them; "unknown" if it has none.
    static func fileSystem(of folder: String) -> String {
        guard let real = unsafe realpath(folder, nil) else { return "unknown" }
        let path = unsafe String(cString: real)
        unsafe free(real)
        var best = (length: -1, text: "unknown")
        for line in (Machine.text(of: "/proc/mounts") ?? "").split(separator: "\n") {
            let fields = line.split(separator: " ").map(String.init)
            guard fields.count >= 4 else { continue }
            let point = fields[1]
            let isAbove = point == "/" || path == point || path.hasPrefix(point + "/")
            // Of two on one point the later one is seen.
            if isAbove, point.count >= best.length {
                best = (point.count, "\(fields[2]) on \(fields[0]) at \(point) (\(fields[3]))")
            }
        }
        return best.text
    }
}
