import Foundation
import TestSupport
import Testing

/// The real binary on a disk that fails, by a library in front of the C library's file calls.
struct DiskFaultTests {
    private static let compiler = "/usr/bin/cc"
    private static let hasCompiler = FileManager.default.isExecutableFile(atPath: compiler)
    private static let source = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "CDiskFaults/DiskFaults.c").path

    /// A fault, and what is said.
    @Test(
        .enabled(if: hasCompiler, "skipped: no C compiler for the fault library"),
        arguments: [
            ("write:1", "cannot write: Input/output error"), ("write:6", "cannot write: Input/output error"),
            ("sync:1", "cannot sync: Input/output error"), ("sync:4", "cannot sync the folder: Input/output error"),
            ("sync:9:ever", "cannot sync: Input/output error"), ("full:9000", "make room"),
        ])
    func aCommitThatFails(fault: String, words: String) throws {
        let folder = try Folder()
        let library = folder.file("libdiskfaults.so")
        let build = try Binary.run(
            program: Self.compiler, ["-shared", "-fPIC", "-O2", "-o", library, Self.source, "-ldl"])
        #expect(build.code == 0, "\(build.words)")
        let run = try Binary.run(
            ["bench", "journal", "--records", "0", "--commits", "20", "--rounds", "1"], in: folder.path,
            environment: [
                "LD_PRELOAD": library, "FAREGATE_FAULT": fault, "FAREGATE_FAULT_FOLDER": folder.path,
            ])
        #expect(run.code == 74)
        #expect(run.words.contains(words), "\(run.words)")
        #expect(run.output == "")
    }
}
