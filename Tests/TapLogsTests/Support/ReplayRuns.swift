@testable import TapLogs

/// Everything that one replay gives: its figures and its files.
struct ReplayRun: Equatable {
    var figures: [String]
    var interfaceFigures: [String]
    var trips: [String]
    var differences: [String]
    var rejects: [String]

    /// What does not depend on the order of rows and the number of threads.
    var orderless: [[String]] { [figures, trips] }
}

extension TemporaryFolder {
    /// Replays a log of the 2018 edition.
    func replay(_ bytes: [UInt8], threads: Int = 1, keepsRejects: Bool = true) throws -> ReplayRun {
        try replay(file: try write(bytes, to: "log-\(threads)"), threads: threads, keepsRejects: keepsRejects)
    }

    /// Replays a log of the 2018 edition.
    func replay(_ text: String, threads: Int = 1, keepsRejects: Bool = true) throws -> ReplayRun {
        try replay(Array(text.utf8), threads: threads, keepsRejects: keepsRejects)
    }

    /// Replays a log file of the 2018 edition, or by another replay.
    ///
    /// Without rejects several threads read a long file.
    func replay(
        file: String, threads: Int = 1, keepsRejects: Bool = true, by replay: Replay? = nil
    ) throws -> ReplayRun {
        var options = Replay.Options()
        options.threads = threads
        options.trips = try OutputFile(self.file("trips"))
        options.differences = try OutputFile(self.file("differences"))
        if keepsRejects { options.rejects = try OutputFile(self.file("rejects")) }
        let report = try (try replay ?? Edition2018.replay()).run(file, options)
        try options.trips?.complete()
        try options.differences?.complete()
        try options.rejects?.complete()
        func lines(_ name: String) throws -> [String] {
            try text(name).split(separator: "\n").map(String.init)
        }
        return ReplayRun(
            figures: TapLogsTests.figures(report), interfaceFigures: TapLogsTests.interfaceFigures(report),
            trips: try lines("trips"), differences: try lines("differences"),
            rejects: keepsRejects ? try lines("rejects") : [])
    }
}
