import EMV
import Fares
import Foundation
import Gate
import SmartCard

/// The taps that the demonstration gate has let through, so that an exit finds its entry.
///
/// - **Shape**: one line a tap: `token,time,kind,station_id`; a card's journey is what comes of running its taps through
///   the one ``TapProcessor`` again.
/// - **Limits**: ``mostBytes`` of file. A torn last line is left out.
/// - **Errors**: a line that cannot be read is reported with its number; it is not skipped.
struct TapHistory {
    /// The largest file that is read.
    static let mostBytes = 64 << 20

    private let path: String
    private var lines: [(token: String, time: LocalTime, kind: TapKind, station: String)] = []

    /// How many taps there are.
    var count: Int { lines.count }

    /// The taps in a file; none where there is no file.
    init(_ path: String) throws {
        self.path = path
        guard FileManager.default.fileExists(atPath: path) else { return }
        guard let data = FileManager.default.contents(atPath: path), data.count <= Self.mostBytes else {
            throw failure("\(path): cannot be read", CommandExit.inputOutput)
        }
        var text = Array(data)
        if let end = text.lastIndex(of: 0x0A) { text.removeSubrange((end + 1)...) } else { text = [] }
        for (index, line) in text.split(separator: 0x0A).enumerated() {
            let fields = line.split(separator: 0x2C).map { String(decoding: $0, as: UTF8.self) }
            guard fields.count == 4, let time = LocalTime(fields[1]), fields[2] == "entry" || fields[2] == "exit" else {
                throw failure(
                    "\(path): line \(index + 1) is not a tap; move the file away to start anew", CommandExit.badData)
            }
            lines.append((fields[0], time, fields[2] == "entry" ? .entry : .exit, fields[3]))
        }
    }

    /// Where a card stands after its taps.
    func journey(of token: CardTokenValue, processor: TapProcessor, medium: FareMedia) -> Journey {
        var journey = Journey()
        for line in lines where line.token == token.text {
            let tap = Tap(
                token: CardToken(high: token.high, low: token.low), time: line.time, kind: line.kind,
                station: try? processor.book.edition.directory.station(line.station), medium: medium,
                isRecorded: true)
            _ = processor.process(tap, journey: &journey)
        }
        return journey
    }

    /// Puts a tap on stable storage.
    func append(_ token: CardTokenValue, _ time: LocalTime, _ kind: TapKind, _ station: String) throws {
        let line = "\(token.text),\(time),\(kind == .entry ? "entry" : "exit"),\(station)\n"
        do {
            let folder = URL(filePath: path).deletingLastPathComponent().path
            if !FileManager.default.fileExists(atPath: folder) {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            }
            if !FileManager.default.fileExists(atPath: path) {
                _ = FileManager.default.createFile(
                    atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
            }
            let handle = try FileHandle(forUpdating: URL(filePath: path))
            defer { try? handle.close() }
            // A torn last line of an earlier run goes before the new one is written.
            let end = try handle.seekToEnd()
            var cut = end
            while cut > 0 {
                try handle.seek(toOffset: cut - 1)
                if try handle.read(upToCount: 1)?.first == 0x0A { break }
                cut -= 1
            }
            if cut != end { try handle.truncate(atOffset: cut) }
            try handle.seekToEnd()
            try handle.write(contentsOf: Data(line.utf8))
            try handle.synchronize()
        } catch {
            throw failure("\(path): the tap cannot be stored: \(error.localizedDescription)", CommandExit.inputOutput)
        }
    }
}
