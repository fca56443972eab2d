/// The formats that are recognised by their first bytes.
package enum LogFormat: String, Hashable, Sendable {
    /// CSV with the columns of the Shenzhen open data, in any order, quoted or not.
    case csv
    /// JSON objects in pages.
    case jsonPages = "json-pages"
    /// One JSON object a line, with the keys of the open data or our own.
    case ndjson
}

/// An opened log whose format is known.
struct LogOpening {
    /// Bytes looked at to recognise the format; a CSV header must end within them.
    static let peekSize = 1 << 16

    let source: ByteSource
    let format: LogFormat
    /// The CSV header.
    let layout: CSVLayout?
    /// Bytes of the header line with its line feed.
    let headerLength: Int

    /// Opens a log and recognises its format.
    init(_ file: String, required: [FieldRole]) throws(LogError) {
        source = try ByteSource.open(file)
        let start = try source.peek(Self.peekSize)
        let text = start.starts(with: [0xEF, 0xBB, 0xBF]) ? start.dropFirst(3) : start[...]
        guard let first = text.first(where: { !($0 == 0x20 || (0x09...0x0D).contains($0)) }) else {
            throw .unknownFormat(file: source.file, start: "")
        }
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
            format = Self.isOneRecordALine(text) ? .ndjson : .jsonPages
            layout = nil
            headerLength = 0
            return
        }
        guard let end = start.firstIndex(of: 0x0A) ?? (start.count < Self.peekSize ? start.count : nil) else {
            throw .unknownFormat(file: source.file, start: Self.excerpt(start))
        }
        let header = Array(start[..<end])
        if let carriageReturn = header.firstIndex(of: 0x0D), carriageReturn < header.count - 1 {
            throw .unknownFormat(file: source.file, start: "lines that end in CR alone; expected LF or CRLF")
        }
        guard header.contains(0x2C) || header.starts(with: Array("card_no".utf8)) else {
            throw .unknownFormat(file: source.file, start: Self.excerpt(header))
        }
        format = .csv
        layout = try CSVLayout(file: source.file, header: header, required: required)
        headerLength = min(end + 1, start.count)
    }

    /// Whether the first line that is not blank is one flat object.
    private static func isOneRecordALine(_ text: ArraySlice<UInt8>) -> Bool {
        let lines = text.split(separator: 0x0A, maxSplits: 1, omittingEmptySubsequences: true)
        guard let line = lines.first, line.contains(UInt8(ascii: "}")) || lines.count > 1 else { return false }
        let opens = line.reduce(0) { $0 + ($1 == UInt8(ascii: "{") || $1 == UInt8(ascii: "[") ? 1 : 0) }
        return opens == 1 && line.contains(UInt8(ascii: "}"))
    }

    private static func excerpt(_ bytes: [UInt8]) -> String {
        String(String(decoding: bytes.prefix(60), as: UTF8.self).map { $0.isNewline || !$0.isASCII ? " " : $0 })
    }
}
