/// The mean of several runs, and how far the true one may lie from it.
package struct ConfidenceInterval: Hashable, Sendable {
    /// The mean.
    package let mean: Double
    /// Half the width of the interval that holds the true mean with 95 %; nil for a single run.
    package let halfWidth: Double?

    /// Student's t at 97.5 % by degrees of freedom, from 1; beyond the table its last entry, a little too wide.
    private static let student = [
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131,
        2.120, 2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
    ]

    /// Of one value a run.
    package init(_ values: [Double]) {
        guard !values.isEmpty else {
            mean = 0
            halfWidth = nil
            return
        }
        let mean = values.reduce(0, +) / Double(values.count)
        self.mean = mean
        guard values.count > 1 else {
            halfWidth = nil
            return
        }
        let squares = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let deviation = (squares / Double(values.count - 1) / Double(values.count)).squareRoot()
        halfWidth = deviation * Self.student[min(values.count - 2, Self.student.count - 1)]
    }
}
