/// Several small files in one payload, such as a network's.
///
/// - **Shape**: the line `faregate files 1`, then for each file, in ascending order of names, the line `file NAME
///   BYTES` and its bytes. There is one way to write the same files.
/// - **Limits**: ``mostFiles``; names of 1 to 64 letters, digits, `_`, `-` and `.`, not beginning with a dot.
/// - **Errors**: ``BundleFault`` with the number of the file's line, counted from 1 without their bytes.
package struct BundledFiles: Hashable, Sendable {
    /// The most files.
    package static let mostFiles = 64
    private static let firstLine = Array("faregate files 1\n".utf8)

    /// A file.
    package struct File: Hashable, Sendable {
        package let name: String
        package let bytes: [UInt8]

        package init(name: String, bytes: [UInt8]) {
            self.name = name
            self.bytes = bytes
        }
    }

    /// In ascending order of names.
    package let files: [File]

    /// - **Errors**: nil for too many files, a name twice or one that is none.
    package init?(_ files: [File]) {
        let sorted = files.sorted { $0.name < $1.name }
        guard (1...Self.mostFiles).contains(files.count), files.allSatisfy({ Self.isName($0.name) }),
            zip(sorted, sorted.dropFirst()).allSatisfy({ $0.name < $1.name })
        else { return nil }
        self.files = sorted
    }

    /// The files of a payload.
    package init(parsing bytes: [UInt8]) throws(BundleFault) {
        guard bytes.starts(with: Self.firstLine) else { throw .malformed(line: 1, key: "faregate") }
        var offset = Self.firstLine.count
        var files: [File] = []
        repeat {
            let line = files.count + 2
            var reader = LineReader(bytes[offset...])
            guard let words = try? reader.words("file", 2...2), let size = LineReader.number(words[1]),
                size <= UInt64(bytes.endIndex - reader.offset), files.count < Self.mostFiles,
                Self.isName(String(words[0])), files.last.map({ $0.name < words[0] }) ?? true
            else { throw .malformed(line: line, key: "file") }
            offset = reader.offset + Int(size)
            files.append(File(name: String(words[0]), bytes: Array(bytes[reader.offset..<offset])))
        } while offset < bytes.endIndex
        self.files = files
    }

    /// The payload.
    package var bytes: [UInt8] {
        files.reduce(Self.firstLine) { $0 + Array("file \($1.name) \($1.bytes.count)\n".utf8) + $1.bytes }
    }

    private static func isName(_ name: String) -> Bool {
        (1...64).contains(name.utf8.count) && name.first != "."
            && name.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
                default: false
                }
            }
    }
}
