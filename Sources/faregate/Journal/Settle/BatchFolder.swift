import ArgumentParser
import Fares
import Foundation
import Settlement
import SmartCard

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The folder of all batches: each a folder `DATE-NUMBER` of its own, which appears whole or not at all.
///
/// - **Shape**: locked while somebody settles into it; who only reads takes no lock, since a batch never changes; what
///   is settled stands in the batches and nowhere else.
/// - **Errors**: said on stderr with an exit code.
final class BatchFolder {
    private static let unfinished = ".unfinished"

    let path: String
    private let lock: Int32

    /// Opens a folder that is there, to read from it.
    init(reading path: String) throws {
        self.path = path
        lock = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard lock >= 0 else { throw failure(.cannotRead(Machine.errorText).at(path), CommandExit.badData) }
    }

    /// Opens the folder to settle into, which is made if its parent is there.
    init(_ path: String) throws {
        self.path = path
        if unsafe mkdir(path, 0o750) != 0, errno != EEXIST {
            throw failure(.cannotWrite(Machine.errorText).at(path), CommandExit.cannotCreate)
        }
        lock = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard lock >= 0 else { throw failure(.cannotWrite(Machine.errorText).at(path), CommandExit.cannotCreate) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            close(lock)
            throw failure(.batchesInUse.at(path), CommandExit.unavailable)
        }
        // What a run that was killed has left: it was never a batch.
        try? FileManager.default.removeItem(atPath: "\(path)/\(Self.unfinished)")
    }

    deinit { close(lock) }

    /// What is settled of a day.
    func day(_ date: ServiceDate) throws -> SettledDay {
        var day = SettledDay(date)
        while FileManager.default.fileExists(atPath: "\(path)/\(date)-\(day.batches + 1)") {
            let folder = "\(path)/\(date)-\(day.batches + 1)"
            do throws(SettlementError) {
                try day.take(folder) { name in
                    FileManager.default.contents(atPath: "\(folder)/\(name)").map { [UInt8]($0) }
                }
            } catch {
                throw failure(.settlement(error), CommandExit.badData)
            }
        }
        let names = try names()
        let later = names.compactMap { $0.hasPrefix("\(date)-") ? Int($0.dropFirst(11)) : nil }.max() ?? 0
        guard later <= day.batches else {
            let missing = SettlementError.batch(folder: "\(path)/\(date)-\(day.batches + 1)", what: "is missing")
            throw failure(.settlement(missing), CommandExit.badData)
        }
        return day
    }

    /// The taps whose fare a cap has lowered, by the batches of all days.
    func capped() throws -> Set<String> {
        let names = try names()
        var taps: Set<String> = []
        for date in Set(names.compactMap { ServiceDate(String($0.prefix(10))) }).sorted() {
            taps.formUnion(try day(date).capped)
        }
        return taps
    }

    /// What batches list as doubtful, those of all days but one.
    ///
    /// - **Parameters**: `unreadable`, which is told of each batch that cannot be read and ends the reading by
    ///   throwing.
    func doubtful(exceptOf date: ServiceDate? = nil, unreadable: (SettlementError) throws -> Void) throws
        -> DoubtfulList
    {
        var list = DoubtfulList()
        for (name, day) in try batches() where day != date {
            do throws(SettlementError) {
                list.formUnion(try SettledDay.doubtful(in: "\(path)/\(name)", contents: contents(of: name)))
            } catch {
                try unreadable(error)
            }
        }
        return list
    }

    /// What the batches of all days have seen of journals.
    func journals() throws -> SeenJournals {
        var seen = SeenJournals()
        for (name, _) in try batches() {
            do throws(SettlementError) {
                seen.formUnion(try SettledDay.journals(in: "\(path)/\(name)", contents: contents(of: name)))
            } catch {
                throw failure(.settlement(error), CommandExit.badData)
            }
        }
        return seen
    }

    /// The batches of all days, in order of their names.
    private func batches() throws -> [(name: String, day: ServiceDate)] {
        try names().sorted().compactMap { name in
            guard Int(name.dropFirst(11)) != nil, let day = ServiceDate(String(name.prefix(10))) else { return nil }
            return (name, day)
        }
    }

    private func contents(of batch: String) -> (String) -> [UInt8]? {
        { file in FileManager.default.contents(atPath: "\(self.path)/\(batch)/\(file)").map { [UInt8]($0) } }
    }

    /// Everything in the folder: one that cannot be listed is not an empty one.
    private func names() throws -> [String] {
        do { return try FileManager.default.contentsOfDirectory(atPath: path) } catch {
            throw failure(.cannotRead("\(error.localizedDescription)").at(path), CommandExit.inputOutput)
        }
    }

    /// The taps that batches have of days far back, of which something was recorded lately.
    func taps(ofLateDays days: [ServiceDate]) throws -> [ServiceDate: [SettledTap]] {
        var taps: [ServiceDate: [SettledTap]] = [:]
        for date in days { taps[date] = try day(date).taps.values.sorted { $0.id < $1.id } }
        return taps
    }

    /// The taps of the days before, as far as a day may reach back to them.
    func context(of date: ServiceDate) throws -> [SettledTap] {
        var taps: [SettledTap] = []
        for back in 1...JournalExtract.contextDays {
            let before = try day(ServiceDate(dayNumber: date.dayNumber - back))
            taps += before.taps.values.sorted { $0.id < $1.id }
        }
        return taps
    }

    /// Puts a batch there: all files are on the disk before its name is.
    func publish(_ name: String, _ files: [BatchFile]) throws {
        let temporary = "\(path)/\(Self.unfinished)"
        guard unsafe mkdir(temporary, 0o750) == 0 else {
            throw failure(.cannotWrite(Machine.errorText).at(temporary), CommandExit.cannotCreate)
        }
        for file in files { try WholeFile("\(temporary)/\(file.name)").write(file.bytes) }
        guard unsafe rename(temporary, "\(path)/\(name)") == 0 else {
            throw failure(.cannotWrite(Machine.errorText).at("\(path)/\(name)"), CommandExit.cannotCreate)
        }
        guard fsync(lock) == 0 || errno == EINVAL else {
            throw failure(.writingFailed(Machine.errorText).at(path), CommandExit.inputOutput)
        }
    }
}
