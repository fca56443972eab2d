import Foundation
import Journal

/// A new folder that is removed with all that is in it.
final class BenchFolder {
    let path: String

    /// Makes one inside a folder.
    init(in folder: String) throws(JournalError) {
        let path = "\(folder)/faregate-bench-\(Machine.processIdentifier)"
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        } catch {
            throw .storage(StorageError(code: EACCES, operation: .create, path: path))
        }
        self.path = path
    }

    deinit {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            Terminal.say("faregate: left behind: \(path)")
        }
    }

    /// A folder inside, opened as a journal's.
    func storage(_ name: String) throws(JournalError) -> FileStorage {
        do throws(StorageError) {
            return try FileStorage("\(path)/\(name)", creates: true)
        } catch {
            throw .storage(error)
        }
    }
}
