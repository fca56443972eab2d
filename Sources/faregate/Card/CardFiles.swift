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

    /// Writes a text in place of a file, readable by its owner only.
    static func write(_ text: String, to path: String) throws {
        do {
            let folder = URL(filePath: path).deletingLastPathComponent().path
            if !FileManager.default.fileExists(atPath: folder) {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            }
            let temporary = path + ".new"
            guard
                FileManager.default.createFile(
                    atPath: temporary, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
            else { throw failure("\(path): cannot be written", CommandExit.cannotCreate) }
            guard unsafe rename(temporary, path) == 0 else {
                throw failure("\(path): cannot be written", CommandExit.cannotCreate)
            }
        } catch let code as ExitCode {
            throw code
        } catch {
            throw failure("\(path): cannot be written: \(error.localizedDescription)", CommandExit.cannotCreate)
        }
    }
}
