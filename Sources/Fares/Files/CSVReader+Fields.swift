/// Fields that are refused or read alike by all who read such files.
extension CSVReader {
    /// What is wrong with a field of the current record.
    package func bad(_ column: Int, _ expected: String) -> FareDataError {
        .badValue(file: file, line: line, name: header[column], value: string(column), expected: expected)
    }

    /// A field as a day, `YYYY-MM` as the first of its month; nil if it is empty.
    package func date(_ column: Int) throws(FareDataError) -> ServiceDate? {
        let text = string(column)
        if text.isEmpty { return nil }
        guard let date = ServiceDate(dayOrMonth: text) else { throw bad(column, "YYYY-MM-DD, YYYY-MM or nothing") }
        return date
    }

    /// A field as yes or, where it is empty, no.
    package func flag(_ column: Int) throws(FareDataError) -> Bool {
        switch string(column) {
        case "yes": true
        case "": false
        default: throw bad(column, "yes or nothing")
        }
    }
}
