import Fares

/// Refusals that repeat nothing of a file in which somebody's number may stand where it does not belong.
extension CSVReader {
    /// The error of a field of the current record that is not what its column holds; the value is not in it.
    func unshown(_ name: String, _ expected: String) -> FareDataError {
        .contradiction(file: file, line: line, what: "\(name): expected \(expected); the value is not shown here")
    }

    /// The same, with the value unless it may be somebody's number.
    func guarded(_ column: Int, _ expected: String) -> FareDataError {
        IdentityNumber.mayStand(in: raw(column)) ? unshown(header[column], expected) : bad(column, expected)
    }

    /// The position of a column that the file must have; what stands in its place is not in the error.
    func unshownColumn(_ name: String) throws(FareDataError) -> Int {
        if let found = column(name) { return found }
        throw .contradiction(
            file: file, line: 1, what: "no column \"\(name)\"; what stands in the header line is not shown here")
    }

    /// The same, with the header line unless somebody's number may stand in it.
    func guardedColumn(_ name: String) throws(FareDataError) -> Int {
        if header.contains(where: { IdentityNumber.mayStand(in: ArraySlice($0.utf8)) }) {
            return try unshownColumn(name)
        }
        return try requiredColumn(name)
    }
}
