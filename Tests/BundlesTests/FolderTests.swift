import Bundles
import Foundation
import Glibc
import TestSupport
import Testing

/// A store's folder in the file system: what others may write to is not believed.
struct FolderTests {
    private let authority = Authority()

    private static func done(_ call: () -> Int32) -> Bool { call() == 0 }

    private func store(_ path: String) throws -> BundleStore {
        BundleStore(try BundleFolder(path, creates: true), pinned: try authority.roots())
    }

    @Test("a folder that others may write to is refused", arguments: [0o777, 0o770, 0o707] as [mode_t])
    func openFolder(mode: mode_t) throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/store"
        _ = try store(path).install(authority.bundle(.tariff, 1, [1]), at: .later())
        #expect(Self.done { unsafe chmod(path, mode) })
        #expect(throws: BundleStorageError.exposed(path: path)) { try BundleFolder(path, creates: true) }
        #expect(Self.done { unsafe chmod(path, 0o755) })
        #expect(try store(path).read(at: .later()).payload(of: .tariff) == [1])
    }

    @Test(
        "a file that others may write to, a FIFO and a link are no files of a store",
        arguments: ["mode", "fifo", "link"])
    func openFile(what: String) throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/store"
        let store = try store(path)
        _ = try store.install(authority.bundle(.tariff, 1, [1]), at: .later())
        let names = try FileManager.default.contentsOfDirectory(atPath: path)
        let state = path + "/" + (try #require(names.first { $0.hasPrefix("state-") }))
        switch what {
        case "mode": #expect(Self.done { unsafe chmod(state, 0o622) })
        case "fifo":
            #expect(Self.done { unsafe unlink(state) })
            #expect(Self.done { unsafe mkfifo(state, 0o600) })
        default:
            #expect(Self.done { unsafe rename(state, folder.path + "/elsewhere") })
            #expect(Self.done { unsafe symlink(folder.path + "/elsewhere", state) })
        }
        if what == "link" {
            #expect(throws: BundleStorageError.self) { try store.read(at: .later()) }
        } else {
            #expect(throws: BundleStorageError.exposed(path: state)) { try store.read(at: .later()) }
        }
    }

    @Test("a folder of another user's is refused", .enabled(if: geteuid() == 0))
    func anotherUsers() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/store"
        _ = try BundleFolder(path, creates: true)
        #expect(Self.done { unsafe chown(path, 65_534, 65_534) })
        #expect(throws: BundleStorageError.exposed(path: path)) { try BundleFolder(path, creates: false) }
    }
}
