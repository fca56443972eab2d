import Fares
import SmartCard
import TapLogs

/// The rows of a batch: each is printed as it stands, with what was found out about it added at the end.
struct BatchRows {
    let reader: CSVReader
    /// The names of the columns that are added.
    let added: [String]
    /// The added field that names what is wrong with a row.
    let refusal: Int

    /// Columns that both batches read.
    static let questionColumns = [
        "origin", "origin_id", "origin_zh", "dest", "destination", "destination_id", "destination_zh", "date", "rider",
        "class",
    ]

    /// Reads the header; a row with too few or too many fields is refused alone.
    ///
    /// - **Parameters**: `reads`, the columns that questions are made of: two of one name are refused, and a name that
    ///   is one of them but for case is told of.
    init(file: String, adding added: [String], reading reads: [String]) throws {
        var reader = try CSVReader(file: file, bytes: try readWholeFile(file == "-" ? "/dev/stdin" : file))
        reader.acceptsRagged = true
        for name in reads {
            guard reader.header.count(where: { $0 == name }) <= 1 else {
                throw FareDataError.contradiction(file: file, line: 1, what: "two columns are called \"\(name)\"")
            }
        }
        for name in reader.header where !reads.contains(name) {
            let plain = name.lowercased().filter { $0 != " " }
            if reads.contains(plain) { Terminal.say("faregate: \(Wording.columnNotRead(name, plain).text)") }
        }
        self.reader = reader
        self.added = added
        refusal = added.firstIndex(of: "refusal") ?? 0
    }

    /// The added fields of a row that has nothing but a refusal.
    func refused(_ code: String) -> [String] { added.indices.map { $0 == refusal ? code : "" } }

    /// Prints every row with the fields that `price` gives.
    func write(to output: String, _ price: (CSVReader) throws -> [String]) throws {
        var reader = reader
        let out = try OutputFile(output)
        var text = (reader.header + added).map(CSVField.quoted).joined(separator: ",") + "\n"
        while try reader.next() {
            let answer = reader.isRagged ? refused("malformed") : try price(reader)
            let fields = reader.strings.prefix(reader.header.count) + answer
            text += fields.map(CSVField.quoted).joined(separator: ",") + "\n"
            if text.utf8.count > 1 << 16 {
                try out.write(Array(text.utf8))
                text = ""
            }
        }
        try out.write(Array(text.utf8))
        try out.complete()
    }
}
