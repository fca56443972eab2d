import ArgumentParser
import Foundation
import SmartCard

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A small output file that is written whole or not at all.
///
/// - **Shape**: looked at before the work is done that it is for, written afterwards. Links are followed and stay
///   links; devices and pipes are written as they are. A new file is its owner's only; one that is there keeps its
///   mode.
/// - **Errors**: exit code 73 where it cannot be made, 74 where writing fails on the way.
struct WholeFile {
    /// The most links that lead from one to the next.
    private static let mostLinks = 40
    /// Of the file a name leads to: read and write for its owner.
    private static let newMode: mode_t = 0o600

    /// The name as it was given.
    let path: String
    /// The name behind links.
    private let target: String
    private let mode: mode_t
    private let isInPlace: Bool
    private let makesFolder: Bool

    /// Looks at the place; with `makesFolder` a folder that is not there is made when the file is written.
    init(_ path: String, makesFolder: Bool = false) throws {
        self.path = path
        self.makesFolder = makesFolder
        var status = stat()
        if unsafe stat(path, &status) == 0 {
            switch status.st_mode & S_IFMT {
            case S_IFDIR: throw failure(.isFolder.at(path), CommandExit.cannotCreate)
            case S_IFREG:
                // The owner's wish counts for root too, whom the system lets write everywhere.
                guard status.st_mode & 0o222 != 0, Machine.canWrite(path) else {
                    throw failure(.isWriteProtected.at(path), CommandExit.cannotCreate)
                }
                (isInPlace, mode) = (false, status.st_mode & 0o7777)
            default: (isInPlace, mode) = (true, status.st_mode)
            }
        } else {
            (isInPlace, mode) = (false, Self.newMode)
        }
        target = try isInPlace ? path : Self.followed(path)
        guard !isInPlace, !makesFolder else { return }
        let folder = Self.folder(of: target)
        var isFolder: ObjCBool = false
        guard unsafe FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
            throw failure(.noFolder(folder).at(path), CommandExit.cannotCreate)
        }
    }

    /// Whether another name leads to the same file, there or not.
    func isSame(asFileAt other: String) -> Bool {
        var (own, others) = (stat(), stat())
        if unsafe stat(path, &own) == 0, unsafe stat(other, &others) == 0 {
            return own.st_dev == others.st_dev && own.st_ino == others.st_ino
        }
        return Self.settled(target) == Self.settled((try? Self.followed(other)) ?? other)
    }

    /// Refuses to take the place of what is read, or to lie in a folder that has files of its own.
    ///
    /// - **Errors**: exit code 73.
    func check(beside inputs: [String?], in folders: [String?] = []) throws {
        if let input = inputs.compactMap(\.self).first(where: isSame(asFileAt:)) {
            throw failure(Wording.isInput(input).at(path), CommandExit.cannotCreate)
        }
        if let folder = folders.compactMap(\.self).first(where: lies(in:)) {
            throw failure(Wording.liesIn(folder).at(path), CommandExit.cannotCreate)
        }
    }

    /// Whether the file lies in a folder or below it.
    func lies(in folder: String) -> Bool {
        Self.settled(target).hasPrefix(Self.settled(folder + "/.") + "/")
    }

    /// Writes the text; with `onlyIfNew` a file that is there stays as it is.
    func write(_ text: String, onlyIfNew: Bool = false) throws { try write(Array(text.utf8), onlyIfNew: onlyIfNew) }

    /// Writes the bytes; with `onlyIfNew` a file that is there stays as it is.
    func write(_ bytes: [UInt8], onlyIfNew: Bool = false) throws {
        guard !isInPlace else {
            let descriptor = unsafe open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY)
            guard descriptor >= 0 else { throw cannotCreate() }
            defer { close(descriptor) }
            return try put(bytes, into: descriptor)
        }
        let folder = Self.folder(of: target)
        if makesFolder, !FileManager.default.fileExists(atPath: folder) {
            do {
                try FileManager.default.createDirectory(
                    atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
            } catch {
                throw failure(.folderCannotBeMade(folder).at(path), CommandExit.cannotCreate)
            }
        }
        // A name of its own for each process, and everything on the disk before the old file goes.
        let temporary = "\(target).\(getpid()).new"
        // Left by a process of the same number that was killed.
        _ = unsafe unlink(temporary)
        let descriptor = unsafe open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, Self.newMode)
        guard descriptor >= 0 else { throw cannotCreate() }
        defer { _ = unsafe unlink(temporary) }
        do {
            defer { close(descriptor) }
            try put(bytes, into: descriptor)
            guard fchmod(descriptor, mode) == 0, fsync(descriptor) == 0 else { throw writingFailed() }
        }
        let placed =
            onlyIfNew ? unsafe link(temporary, target) == 0 || errno == EEXIST : unsafe rename(temporary, target) == 0
        guard placed else { throw cannotCreate() }
        // The new name too.
        let place = unsafe open(folder, O_RDONLY | O_CLOEXEC)
        guard place >= 0 else { return }
        defer { close(place) }
        guard fsync(place) == 0 || errno == EINVAL else { throw writingFailed() }
    }

    private func put(_ bytes: [UInt8], into descriptor: Int32) throws {
        var left = bytes[...]
        while !left.isEmpty {
            let count = unsafe left.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw writingFailed() }
            left = left.dropFirst(count)
        }
    }

    private func cannotCreate() -> ExitCode {
        failure(.cannotWrite(Machine.errorText).at(path), CommandExit.cannotCreate)
    }

    private func writingFailed() -> ExitCode {
        failure(.writingFailed(Machine.errorText).at(path), CommandExit.inputOutput)
    }

    /// The folder of a file, as its path names it.
    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The file that a path leads to behind symbolic links, whether it is there or not.
    private static func followed(_ path: String) throws -> String {
        var here = path
        for _ in 0..<mostLinks {
            guard let next = try? FileManager.default.destinationOfSymbolicLink(atPath: here) else { return here }
            here = next.hasPrefix("/") ? next : folder(of: here) + "/" + next
        }
        throw failure(.tooManyLinks.at(path), CommandExit.cannotCreate)
    }

    /// One spelling for a file: its folder without links, as far as it is there.
    private static func settled(_ path: String) -> String {
        let name = path.split(separator: "/").last.map(String.init) ?? ""
        let folder = URL(filePath: folder(of: path)).standardizedFileURL.resolvingSymlinksInPath().path
        return name == "." ? folder : folder + "/" + name
    }
}
