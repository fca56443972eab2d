import Fares
import Foundation

/// A folder on disk that lives as long as the value, for network folders made by a test.
final class TemporaryFolder {
    let path: String

    init(_ files: [String: String] = [:]) throws {
        path = FileManager.default.temporaryDirectory.path + "/faregate-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        for (name, text) in files { try write(name, text) }
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(path)/\(name)"))
    }
}

/// What an action threw, in words; "no error" if it threw nothing.
func message(of action: () throws -> Void) -> String {
    do {
        try action()
        return "no error"
    } catch {
        return "\(error)"
    }
}
