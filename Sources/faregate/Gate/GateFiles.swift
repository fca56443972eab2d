import Foundation

/// The files that belong to a gate: what it writes for others must not go into them.
enum GateFiles {
    /// Whether a path leads into the journal's folder or to one of the files, links followed.
    static func isOne(_ path: String, of journal: String, _ files: [String]) -> Bool {
        let place = resolved(path)
        let folder = resolved(journal)
        return place == folder || place.hasPrefix(folder + "/") || files.contains { resolved($0) == place }
    }

    /// Whether two paths lead to one file, links followed.
    static func isSame(_ path: String, _ other: String) -> Bool { resolved(path) == resolved(other) }

    private static func resolved(_ path: String) -> String {
        URL(fileURLWithPath: path).resolvingSymlinksInPath().standardizedFileURL.path
    }
}
