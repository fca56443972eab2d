import ArgumentParser
import CardEmulator
import Fares
import Foundation
import SmartCard

/// Files of emulated cards and of the demonstration gate.
enum CardFiles {
    /// The largest card file that is read.
    static let mostBytes = 1 << 20

    /// Where `card tap` keeps counters, keys and taps unless told: the user's state folder.
    ///
    /// A path in `XDG_STATE_HOME` or `HOME` that is not absolute is not used (XDG base directory specification).
    static func stateFolder() throws -> String {
        let environment = ProcessInfo.processInfo.environment
        if let folder = environment["XDG_STATE_HOME"], !folder.isEmpty {
            if folder.hasPrefix("/") { return folder + "/faregate" }
            Terminal.say("faregate: \(Wording.stateHomeNotUsed.text)")
        }
        let home = environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? Machine.homeFolder
        guard let home, home.hasPrefix("/") else {
            throw failure(.noHomeFolder, CommandExit.configuration)
        }
        return home + "/.local/state/faregate"
    }

    /// Makes a folder and those above it, where they are not there.
    static func makeFolder(_ path: String) throws {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw failure(.cannotMakeFolder(error.localizedDescription).at(path), CommandExit.cannotCreate)
        }
    }

    /// The image in a file.
    static func readImage(_ path: String) throws -> CardImage {
        if let reason = Machine.reasonNotToRead(path) {
            throw failure(.noCardFile(reason).at(path), CommandExit.badData)
        }
        let bytes = try readWholeFile(path, limit: mostBytes)
        do {
            let image = try CardImage(parsing: String(decoding: bytes, as: UTF8.self))
            try image.check()
            return image
        } catch {
            throw failure(Wording(of: error).at(path), CommandExit.badData)
        }
    }

    /// The image in a file, which must be of the card that is asked for: a profile, or a broken card by its case.
    static func readImage(_ path: String, of name: String) throws -> CardImage {
        let image = try readImage(path)
        let (wanted, found) = (CardFault(id: name)?.id ?? name, image.fault?.id ?? image.profile.rawValue)
        guard found == wanted else { throw failure(.otherCard(found, wanted).at(path), CommandExit.badData) }
        return image
    }

    /// Writes a text in place of a file, folders included; with `onlyIfNew` a file that is there stays.
    static func write(_ text: String, to path: String, onlyIfNew: Bool = false) throws {
        try WholeFile(path, makesFolder: true).write(text, onlyIfNew: onlyIfNew)
    }
}
