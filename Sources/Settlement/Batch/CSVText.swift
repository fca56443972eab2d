/// Writes a CSV file by RFC 4180, with LF line ends: a header, then rows.
///
/// - **Shape**: a field with a comma, quote or control character is quoted, quotes doubled; nothing else is.
package struct CSVText {
    /// The bytes so far.
    package private(set) var bytes: [UInt8] = []
    /// Rows, the header aside.
    package private(set) var rows = 0

    package init(_ header: [String]) { write(header) }

    /// Adds a row.
    package mutating func row(_ fields: [String]) {
        write(fields)
        rows += 1
    }

    /// The bytes so far, which begin anew then.
    package mutating func take() -> [UInt8] {
        defer { bytes.removeAll(keepingCapacity: true) }
        return bytes
    }

    private mutating func write(_ fields: [String]) {
        for (index, field) in fields.enumerated() {
            if index > 0 { bytes.append(0x2C) }
            let text = field.utf8
            guard text.contains(where: { $0 == 0x2C || $0 == 0x22 || $0 < 0x20 }) else {
                bytes += text
                continue
            }
            bytes.append(0x22)
            for byte in text {
                if byte == 0x22 { bytes.append(0x22) }
                // A quoted field never spans lines here: whoever reads by lines must not be led astray.
                bytes.append(byte < 0x20 ? 0x20 : byte)
            }
            bytes.append(0x22)
        }
        bytes.append(0x0A)
    }
}
