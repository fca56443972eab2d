/// The forms in which a simulated tap log can be written.
package enum TapStreamFormat: String, CaseIterable, Sendable {
    /// The columns of the Shenzhen Tong log of 2018, unquoted, LF.
    case sztCSV = "szt-csv"
    /// One JSON object a line.
    case ndjson
}
