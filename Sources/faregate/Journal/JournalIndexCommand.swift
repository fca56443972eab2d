import ArgumentParser
import Foundation
import Journal
import SmartCard

/// `faregate journal index DIR`: build or update the index for look-ups.
struct JournalIndexCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "index",
        abstract: "Build or bring up to date the index that journal show looks records up in.",
        discussion: """
            The file index.sqlite in the journal's folder holds nothing that the segments do not; it may be deleted at any \
            time. Damaged or of another journal, it is built anew.

            Example:
              faregate journal index gate-1 && faregate journal show gate-1 --token 00000000000000ab0000000000000002
            """)

    @Argument(help: "The journal's folder.")
    var folder: String

    @Flag(help: "Print one JSON object.")
    var json = false

    @OptionGroup var words: LanguageOptions

    func run() throws {
        let update = try JournalIndexFile.update(folder).update
        let (name, count): (String, Int) =
            switch update {
            case .current: ("current", 0)
            case .added(let count): ("added", count)
            case .rebuilt(let count): ("rebuilt", count)
            }
        if json {
            Terminal.print(JSONValue.object([("update", .string(name)), ("records", .integer(count))]).text() + "\n")
            return
        }
        let text =
            switch update {
            case .current: words.language.pick("索引已是最新", "the index is up to date")
            case .added: words.language.pick("已加入 \(grouped(count)) 条记录", "\(grouped(count)) records added")
            case .rebuilt: words.language.pick("已重建：\(grouped(count)) 条记录", "built anew: \(grouped(count)) records")
            }
        Terminal.print(text + "\n")
    }
}

/// The index beside a journal's segments.
enum JournalIndexFile {
    /// Its path.
    static func path(_ folder: String) -> String { "\(folder)/\(JournalFormat.indexName)" }

    /// Brings it up to date.
    static func update(_ folder: String) throws -> (index: JournalIndex, update: JournalIndex.Update) {
        let storage: FileStorage
        do throws(StorageError) { storage = try FileStorage(folder, creates: false) } catch {
            throw journalFailure(opening: error)
        }
        let path = path(folder)
        do {
            return try JournalIndex.update(path, of: storage) {
                for ending in ["", "-journal", "-wal", "-shm"] { Machine.remove(path + ending) }
            }
        } catch let error as JournalError {
            throw journalFailure(error)
        } catch let error as JournalIndex.Fault {
            throw failure(.indexFails(error.reason).at(path), CommandExit.inputOutput)
        } catch {
            throw failure(.indexFails("\(error)").at(path), CommandExit.inputOutput)
        }
    }

    /// The records that a question is about, as far as an index knows this very journal, and how far that is; nil: ask
    /// the segments alone.
    static func sequences(_ query: JournalQuery, in folder: String) -> (sequences: Set<UInt64>, last: UInt64)? {
        let path = path(folder)
        guard query.isSelective, FileManager.default.fileExists(atPath: path), let index = try? JournalIndex.open(path),
            let storage = try? FileStorage(folder, creates: false),
            let last = try? index.extent(in: storage), let found = try? index.sequences(query)
        else { return nil }
        return (Set(found), last)
    }
}
