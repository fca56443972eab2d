import ArgumentParser
import EMV
import Fares
import Foundation
import SmartCard

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A deny list that a command reads, changes and writes, one process at a time.
///
/// - **Shape**: the folder that it lies in is locked meanwhile; the list itself is replaced whole.
/// - **Errors**: said on stderr with an exit code. Only a list that is not there is a new one: what cannot be read is
///   not empty.
final class KeptDenyList {
    private let file: WholeFile
    private let lock: Int32
    private let known: CardDenyList

    init(_ path: String) throws {
        file = try WholeFile(path)
        let folder = URL(fileURLWithPath: path).resolvingSymlinksInPath().deletingLastPathComponent().path
        let lock = unsafe open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard lock >= 0 else { throw failure(.cannotWrite(Machine.errorText).at(folder), CommandExit.cannotCreate) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            close(lock)
            throw failure(.denyListInUse.at(path), CommandExit.unavailable)
        }
        do { known = try Self.read(path) } catch {
            close(lock)
            throw error
        }
        self.lock = lock
    }

    deinit { close(lock) }

    private static func read(_ path: String) throws -> CardDenyList {
        if unsafe access(path, F_OK) != 0, errno == ENOENT { return CardDenyList() }
        let bytes = try readWholeFile(path)
        do { return try CardDenyList(parsing: bytes) } catch {
            throw failure(Wording(of: error).at(path), CommandExit.badData)
        }
    }

    /// Puts cards on the list and takes others off, under the next version number; without a change nothing is written.
    func change(adding: [CardTokenValue], removing: [CardTokenValue]) throws {
        guard let changed = known.changed(adding: adding, removing: removing) else {
            throw failure(.denyListWithoutNumber.at(file.path), CommandExit.badData)
        }
        if changed != known { try file.write(changed.text) }
    }
}
