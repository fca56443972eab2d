import SmartCard

/// Reads a list of CA public keys: CSV with the columns `rid,index,algorithm,exponent,modulus,check_value,role`.
///
/// - **Shape**: UTF-8, LF or CRLF, one header line, columns in any order, unknown columns ignored, no quotes. SM2 keys
///   have algorithm `sm2`, X and Y in `modulus`, and an empty `exponent` and `check_value`; RSA keys must have both.
///   `last_day` (YYYYMMDD) is optional, as a column and in a row: after that day the key vouches for nothing.
/// - **Errors**: ``Fault`` with the line.
package enum CAPublicKeyFile {
    /// Why a list cannot be used.
    package enum Fault: Error, Hashable, Sendable {
        case missingColumn(String)
        case malformed(line: Int, column: String)
        case refused(line: Int, CAPublicKeyStore.Fault)
    }

    /// The keys of a list, those of tests included only if `allowsTestKeys`.
    package static func store(parsing text: [UInt8], allowsTestKeys: Bool) throws(Fault) -> CAPublicKeyStore {
        var lines = text.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
            line.last == 0x0D ? line.dropLast() : line
        }
        guard !lines.isEmpty else { throw .missingColumn("rid") }
        let header = fields(lines.removeFirst())
        var columns: [String: Int] = [:]
        for (index, name) in header.enumerated() where columns[name] == nil { columns[name] = index }
        for name in ["rid", "index", "algorithm", "exponent", "modulus", "check_value", "role"]
        where columns[name] == nil {
            throw .missingColumn(name)
        }
        var store = CAPublicKeyStore()
        for (index, line) in lines.enumerated() where !line.isEmpty {
            let row = Row(line: index + 2, fields: fields(line), columns: columns)
            try add(row, to: &store, allowsTestKeys: allowsTestKeys)
        }
        return store
    }

    private struct Row {
        /// The optional last day.
        func lastDay() throws(Fault) -> CalendarDate? {
            guard columns["last_day"] != nil else { return nil }
            let text = try text("last_day")
            guard !text.isEmpty else { return nil }
            guard let day = CAPublicKeyFile.day(text) else { throw .malformed(line: line, column: "last_day") }
            return day
        }

        let line: Int
        let fields: [String]
        let columns: [String: Int]

        func text(_ column: String) throws(Fault) -> String {
            guard let index = columns[column], index < fields.count else {
                throw .malformed(line: line, column: column)
            }
            return fields[index]
        }

        func bytes(_ column: String, count: ClosedRange<Int>) throws(Fault) -> [UInt8] {
            guard let bytes = Hex.bytes(try text(column)), count.contains(bytes.count) else {
                throw .malformed(line: line, column: column)
            }
            return bytes
        }
    }

    /// A day as eight digits; nil for none.
    package static func day(_ text: String) -> CalendarDate? {
        let digits = Array(text.utf8)
        guard digits.count == 8, digits.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(text) else {
            return nil
        }
        let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100)
        guard (1990...2099).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        return CalendarDate(year: year, month: month, day: day)
    }

    private static func fields(_ line: ArraySlice<UInt8>) -> [String] {
        line.split(separator: 0x2C, omittingEmptySubsequences: false).map { String(decoding: $0, as: UTF8.self) }
    }

    private static func add(_ row: Row, to store: inout CAPublicKeyStore, allowsTestKeys: Bool) throws(Fault) {
        let rid = try row.bytes("rid", count: 5...5)
        let index = try row.bytes("index", count: 1...1)
        guard let role = CAPublicKey.Role(rawValue: try row.text("role")) else {
            throw .malformed(line: row.line, column: "role")
        }
        let identity = CAKeyIdentity(rid: rid.reduce(0) { $0 << 8 | UInt64($1) }, index: index[0])
        let modulus = try row.bytes("modulus", count: 64...256)
        let algorithm = try row.text("algorithm")
        let isRSA = algorithm == "rsa"
        let checkValue = try row.bytes("check_value", count: isRSA ? 20...20 : 0...0)
        let exponent = try row.bytes("exponent", count: isRSA ? 1...3 : 0...0)
        let lastDay = try row.lastDay()
        // A test key is checked like any other and only then left out.
        var checked = CAPublicKeyStore()
        do throws(CAPublicKeyStore.Fault) {
            switch algorithm {
            case "rsa":
                try checked.add(
                    rsa: identity, modulus: modulus, exponent: exponent, checkValue: checkValue, role: role,
                    lastDay: lastDay)
            case "sm2": try checked.add(sm2: identity, xy: modulus, role: role, lastDay: lastDay)
            default: break
            }
            if role == .production || allowsTestKeys, let key = checked.key(identity) { try store.add(key) }
        } catch {
            throw .refused(line: row.line, error)
        }
        if checked.count == 0 { throw .malformed(line: row.line, column: "algorithm") }
    }
}

extension CAPublicKeyFile.Fault: CustomStringConvertible {
    package var description: String {
        switch self {
        case .missingColumn(let column):
            "line 1: no column \"\(column)\"; the header must name "
                + "rid,index,algorithm,exponent,modulus,check_value,role"
        case .malformed(let line, let column): "line \(line): \(column) is missing or not of the right form"
        case .refused(let line, let fault): "line \(line): \(fault)"
        }
    }
}
