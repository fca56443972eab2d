import SmartCard

/// Reads a list of CA public keys: CSV with the columns `rid,index,algorithm,exponent,modulus,check_value,role`.
///
/// - **Shape**: UTF-8, LF or CRLF, one header line, columns in any order, unknown columns ignored, no quotes. SM2 keys
///   have algorithm `sm2` and X and Y in `modulus`. `last_day` (YYYYMMDD) is optional.
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
        let checkValue = try row.bytes("check_value", count: 0...20)
        let algorithm = try row.text("algorithm")
        let exponent = try row.bytes("exponent", count: 0...3)
        // A test key is checked like any other and only then left out.
        var checked = CAPublicKeyStore()
        do throws(CAPublicKeyStore.Fault) {
            switch algorithm {
            case "rsa":
                try checked.add(
                    rsa: identity, modulus: modulus, exponent: exponent,
                    checkValue: checkValue.isEmpty ? nil : checkValue, role: role)
            case "sm2": try checked.add(sm2: identity, xy: modulus, role: role)
            default: break
            }
            if role == .production || allowsTestKeys, let key = checked.key(identity) { try store.add(key) }
        } catch {
            throw .refused(line: row.line, error)
        }
        if checked.count == 0 { throw .malformed(line: row.line, column: "algorithm") }
    }
}
