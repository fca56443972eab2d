import Foundation
import TestSupport

/// What a run of the command line gave.
struct Run {
    /// The exit code; negative: the signal that ended it.
    let code: Int32
    let output: String
    let words: String

    /// The output as a JSON object.
    func object() throws -> [String: Any] {
        guard let object = try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [String: Any] else {
            throw Missing(what: "a JSON object in: \(output.prefix(200))")
        }
        return object
    }

    /// The output's lines.
    var lines: [String] { output.split(separator: "\n").map(String.init) }
}

/// Something that a test needs is not there.
struct Missing: Error, CustomStringConvertible {
    let what: String
    var description: String { "missing: \(what)" }
}

/// The built binary, which lies beside the test executable or in the build folder above it.
enum Binary {
    /// FAREGATE_BINARY, or else what was built beside the tests.
    static let path = Result { () throws -> String in
        if let named = ProcessInfo.processInfo.environment["FAREGATE_BINARY"], !named.isEmpty {
            guard FileManager.default.isExecutableFile(atPath: named), named.hasPrefix("/") else {
                throw Missing(what: "FAREGATE_BINARY: \(named) is no absolute path of a program")
            }
            return named
        }
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        var folder = URL(fileURLWithPath: own).deletingLastPathComponent()
        var tried: [String] = []
        while folder.path != "/" {
            for name in ["faregate", "debug/faregate", "release/faregate"] {
                let candidate = folder.appendingPathComponent(name).path
                var isFolder: ObjCBool = false
                let exists = unsafe FileManager.default.fileExists(atPath: candidate, isDirectory: &isFolder)
                if exists, !isFolder.boolValue, FileManager.default.isExecutableFile(atPath: candidate) {
                    return candidate
                }
                tried.append(candidate)
            }
            folder.deleteLastPathComponent()
        }
        throw Missing(what: "the faregate binary; looked for \(tried.joined(separator: ", ")); run swift build first")
    }

    /// Runs a program to its end, with its output in files so that it can never block.
    static func run(
        program: String? = nil, _ arguments: [String], in folder: String? = nil,
        environment: [String: String] = [:]
    ) throws -> Run {
        let scratch = try Folder()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try program ?? path.get())
        process.arguments = arguments
        process.currentDirectoryURL = URL(fileURLWithPath: folder ?? scratch.path)
        process.environment = ["PATH": "/usr/bin:/bin", "FG": try path.get()].merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        for name in ["out", "err"] { try scratch.write("", to: name) }
        let output = try FileHandle(forWritingTo: URL(fileURLWithPath: scratch.file("out")))
        let words = try FileHandle(forWritingTo: URL(fileURLWithPath: scratch.file("err")))
        process.standardOutput = output
        process.standardError = words
        let ended = DispatchSemaphore(value: 0)
        process.terminationHandler = { _ in ended.signal() }
        try process.run()
        guard ended.wait(timeout: .now() + 300) == .success else {
            process.terminate()
            throw Missing(what: "the end of \(arguments) within 300 s")
        }
        try output.close()
        try words.close()
        let code = process.terminationStatus
        return Run(
            code: process.terminationReason == .exit ? code : -code, output: try scratch.text("out"),
            words: try scratch.text("err"))
    }

    /// Runs a shell line in a folder; `$FG` is the binary.
    static func shell(_ line: String, in folder: Folder, environment: [String: String] = [:]) throws -> Run {
        try run(program: "/bin/sh", ["-c", line], in: folder.path, environment: environment)
    }
}

/// The folder that a command runs in.
typealias Folder = TemporaryFolder

extension TemporaryFolder {
    @discardableResult
    func write(_ text: String, to name: String) throws -> String {
        try Data(text.utf8).write(to: URL(fileURLWithPath: file(name)))
        return file(name)
    }

    func text(_ name: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: file(name))), as: UTF8.self)
    }

    func names() throws -> [String] { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
}
