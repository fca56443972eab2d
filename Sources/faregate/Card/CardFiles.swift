import ArgumentParser
import CardEmulator
import Foundation

/// Files of emulated cards and of the demonstration gate, each written whole or not at all.
enum CardFiles {
    /// Where `card tap` keeps counters, keys and taps unless told: the user's state folder.
    static var stateFolder: String {
        let environment = ProcessInfo.processInfo.environment
        if let folder = environment["XDG_STATE_HOME"], !folder.isEmpty { return folder + "/faregate" }
        return (environment["HOME"] ?? ".") + "/.local/state/faregate"
    }

    /// Makes a folder and those above it, where they are not there.
    static func makeFolder(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw failure("\(path): cannot be made: \(error.localizedDescription)", CommandExit.cannotCreate)
        }
    }

    /// The image in a file.
    static func readImage(_ path: String) throws -> CardImage {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw failure("\(path): cannot be read; make a card with \"faregate card make\"", CommandExit.usage)
        }
        do {
            let image = try CardImage(parsing: String(decoding: data, as: UTF8.self))
            try image.check()
            return image
        } catch {
            throw failure("\(path): \(error)", CommandExit.badData)
        }
    }

    /// Writes a text in place of a file, readable by its owner only; with `onlyIfNew` a file that is there stays.
    static func write(_ text: String, to path: String, onlyIfNew: Bool = false) throws {
        do {
            let folder = URL(filePath: path).deletingLastPathComponent().path
            if !FileManager.default.fileExists(atPath: folder) {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            }
            // A name of its own for each process, and everything on the disk before the old file goes.
            let temporary = "\(path).\(getpid()).new"
            defer { _ = unsafe unlink(temporary) }
            guard
                FileManager.default.createFile(
                    atPath: temporary, contents: nil, attributes: [.posixPermissions: 0o600])
            else { throw failure("\(path): cannot be written", CommandExit.cannotCreate) }
            let handle = try FileHandle(forWritingTo: URL(filePath: temporary))
            try handle.write(contentsOf: Data(text.utf8))
            try handle.synchronize()
            try handle.close()
            let placed =
                onlyIfNew ? unsafe link(temporary, path) == 0 || errno == EEXIST : unsafe rename(temporary, path) == 0
            guard placed else { throw failure("\(path): cannot be written", CommandExit.cannotCreate) }
            try FileHandle(forReadingFrom: URL(filePath: folder)).synchronize()
        } catch let code as ExitCode {
            throw code
        } catch {
            throw failure("\(path): cannot be written: \(error.localizedDescription)", CommandExit.cannotCreate)
        }
    }
}
