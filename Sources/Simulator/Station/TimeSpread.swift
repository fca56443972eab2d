/// How long something takes: always the same, evenly between two bounds, or mostly about a value between them.
///
/// - **Shape**: written `600`, `250..450` (even) or `215..320..740` (triangular, the middle one the likeliest).
/// - **Unit**: written in milliseconds, with up to three decimals; kept and drawn in microseconds.
/// - **Limits**: 0 to ``mostMilliseconds``.
package struct TimeSpread: Hashable, Sendable {
    /// The longest time: ten minutes.
    package static let mostMilliseconds = 600_000

    /// The shortest, in microseconds.
    package let least: Int
    /// The likeliest of a triangular one; nil: all are equally likely.
    package let likeliest: Int?
    /// The longest.
    package let most: Int

    /// Always the same.
    package init(milliseconds: Int) {
        self.init(least: milliseconds * 1000, likeliest: nil, most: milliseconds * 1000)
    }

    /// Evenly between two bounds.
    package init(milliseconds range: ClosedRange<Int>) {
        self.init(least: range.lowerBound * 1000, likeliest: nil, most: range.upperBound * 1000)
    }

    /// Between two bounds, mostly about a value between them.
    package init(milliseconds range: ClosedRange<Int>, mostly likeliest: Int) {
        self.init(
            least: range.lowerBound * 1000, likeliest: likeliest * 1000, most: range.upperBound * 1000)
    }

    private init(least: Int, likeliest: Int?, most: Int) {
        self.least = least
        self.likeliest = likeliest
        self.most = most
    }

    /// Reads the written form; nil if it is not one.
    package init?(_ text: String) {
        var values: [Int] = []
        for part in text.split(separator: "..", omittingEmptySubsequences: false) {
            guard let value = DecimalText.thousandths(String(part)), value <= Self.mostMilliseconds * 1000 else {
                return nil
            }
            values.append(value)
        }
        guard let first = values.first, let last = values.last, values.count <= 3, values == values.sorted() else {
            return nil
        }
        // One time alone has no shape: written three times it is the same.
        self.init(least: first, likeliest: values.count == 3 && first < last ? values[1] : nil, most: last)
    }

    /// The mean, in microseconds.
    package var mean: Int { likeliest.map { (least + $0 + most) / 3 } ?? (least + most) / 2 }

    /// The shortest, likeliest and longest as they are written.
    package var text: String {
        let ends = least == most ? [least] : [least] + (likeliest.map { [$0] } ?? []) + [most]
        return ends.map(DecimalText.text(thousandths:)).joined(separator: "..")
    }

    /// Draws a time in microseconds; one number of the stream, whatever the shape.
    func draw(using random: inout RandomStream) -> Int {
        let share = random.fraction()
        let width = Double(most - least)
        guard let likeliest else { return least + Int((share * width).rounded()) }
        guard most > least else { return least }
        let (rise, fall) = (Double(likeliest - least), Double(most - likeliest))
        // The inverse of the triangle's distribution; square roots are the same on every machine.
        if share * width < rise { return least + Int((share * width * rise).squareRoot().rounded()) }
        return most - Int(((1 - share) * width * fall).squareRoot().rounded())
    }
}
