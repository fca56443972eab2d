import ArgumentParser
import Foundation
import Journal

/// A new folder that is removed with all that is in it.
final class BenchFolder {
    let path: String

    /// Makes one inside a folder; why it cannot is said.
    init(in folder: String) throws(ExitCode) {
        let path = "\(folder)/faregate-bench-\(Machine.processIdentifier)"
        do throws(StorageError) { _ = try FileStorage(path, creates: true) } catch {
            throw journalFailure(opening: error)
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
