/// A chart of two series over one axis, each with a scale of its own, as SVG.
///
/// - **Shape**: lines and marks differ by colour, dashes and form; colours follow the viewer's light or dark scheme.
/// - **Source**: written by hand, so that the same figures are the same bytes.
struct LineChart {
    /// A line with its scale.
    struct Series {
        let name: String
        let values: [Double]
        /// How far each value may be off; empty: not known.
        var halfWidths: [Double] = []
    }

    let title: String
    let subtitle: String
    let axis: String
    let positions: [Double]
    /// With its scale on the left.
    let left: Series
    /// With its scale on the right; nil: there is none to draw.
    let right: Series?

    private static let width = 760.0
    private static let height = 440.0
    private static let plot = (left: 78.0, right: 678.0, top: 92.0, bottom: 372.0)

    /// The whole file.
    var svg: String {
        let (leftTop, leftStep) = Self.scale(left.values + zip(left.values, left.halfWidths).map { $0 + $1 })
        var parts = [Self.head, text(Self.width / 2, 24, "title", title)]
        parts.append(text(Self.width / 2, 45, "small", subtitle))
        let rightScale = right.map { Self.scale($0.values) }
        parts += ticks(leftTop, leftStep, isLeft: true)
        if let rightScale { parts += ticks(rightScale.top, rightScale.step, isLeft: false) }
        parts += positionTicks
        let middle = (Self.plot.left + Self.plot.right) / 2
        parts += [text(middle, Self.height - 14, "axis", axis), legend(Self.plot.left, left.name, "a")]
        if let right { parts.append(legend(middle, right.name, "b")) }
        parts += line(left, leftTop, "a")
        if let right, let rightScale { parts += line(right, rightScale.top, "b") }
        return parts.joined(separator: "\n") + "\n</svg>\n"
    }

    private static let head = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Int(width)) \(Int(height))" \
        font-family="Noto Sans, Noto Sans CJK SC, Microsoft YaHei, sans-serif" font-size="14">
        <style>
        .back { fill: #ffffff } .grid { stroke: #d5d9de } text { fill: #1c2430; text-anchor: middle }
        .title { font-size: 17px; font-weight: bold } .small { font-size: 13px } .end { text-anchor: end } .start { text-anchor: start }
        .a { stroke: #0b5cad; fill: #0b5cad } .b { stroke: #b3470f; fill: #b3470f } text.a, text.b { stroke: none }
        path { fill: none !important; stroke-width: 2.5 } path.b { stroke-dasharray: 7 4 }
        @media (prefers-color-scheme: dark) {
        .back { fill: #14181d } .grid { stroke: #3a424c } text { fill: #e8ebef }
        .a { stroke: #6cb2ff; fill: #6cb2ff } .b { stroke: #ffa766; fill: #ffa766 } text.a, text.b { stroke: none }
        }
        </style>
        <rect class="back" width="\(Int(width))" height="\(Int(height))"/>
        """

    private func x(_ position: Double) -> Double {
        let (first, last) = (positions.first ?? 0, positions.last ?? 0)
        let share = last > first ? (position - first) / (last - first) : 0.5
        return Self.plot.left + 14 + share * (Self.plot.right - Self.plot.left - 28)
    }

    private func y(_ value: Double, _ top: Double) -> Double {
        Self.plot.bottom - value / top * (Self.plot.bottom - Self.plot.top)
    }

    private func ticks(_ top: Double, _ step: Double, isLeft: Bool) -> [String] {
        stride(from: 0, through: top + step / 2, by: step).flatMap { value -> [String] in
            let height = y(value, top)
            let label = fixed(value, step < 1 ? 1 : 0)
            guard isLeft else { return [text(Self.plot.right + 10, height + 5, "start b", label)] }
            return [
                "<line class=\"grid\" x1=\"\(number(Self.plot.left))\" x2=\"\(number(Self.plot.right))\" "
                    + "y1=\"\(number(height))\" y2=\"\(number(height))\"/>",
                text(Self.plot.left - 10, height + 5, "end a", label),
            ]
        }
    }

    private var positionTicks: [String] {
        let every = max(1, (positions.count + 15) / 16)
        return positions.indices.filter { $0 % every == 0 }.map {
            text(x(positions[$0]), Self.plot.bottom + 22, "tick", fixed(positions[$0], 0))
        }
    }

    private func legend(_ start: Double, _ name: String, _ kind: String) -> String {
        "<path class=\"\(kind)\" d=\"M\(number(start)) 68h34\"/>\n" + mark(start + 17, 68, kind) + "\n"
            + text(start + 42, 73, "start \(kind)", name)
    }

    private func line(_ series: Series, _ top: Double, _ kind: String) -> [String] {
        let points = zip(positions, series.values).map { (x($0), y($1, top)) }
        guard let first = points.first else { return [] }
        let path = points.dropFirst().reduce("M\(number(first.0)) \(number(first.1))") {
            $0 + "L\(number($1.0)) \(number($1.1))"
        }
        var parts = ["<path class=\"\(kind)\" d=\"\(path)\"/>"]
        for (index, halfWidth) in series.halfWidths.enumerated() where halfWidth > 0 {
            let (low, high) = (series.values[index] - halfWidth, series.values[index] + halfWidth)
            parts.append(
                "<path class=\"\(kind)\" d=\"M\(number(points[index].0)) \(number(y(max(0, low), top)))"
                    + "V\(number(y(high, top)))\"/>")
        }
        if points.count <= 64 { parts += points.map { mark($0.0, $0.1, kind) } }
        return parts
    }

    private func mark(_ x: Double, _ y: Double, _ kind: String) -> String {
        kind == "a"
            ? "<circle class=\"a\" cx=\"\(number(x))\" cy=\"\(number(y))\" r=\"4.5\"/>"
            : "<rect class=\"b\" x=\"\(number(x - 4))\" y=\"\(number(y - 4))\" width=\"8\" height=\"8\"/>"
    }

    private func text(_ x: Double, _ y: Double, _ kind: String, _ words: String) -> String {
        let safe = words.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
        return "<text class=\"\(kind)\" x=\"\(number(x))\" y=\"\(number(y))\">\(safe)</text>"
    }

    private func number(_ value: Double) -> String { fixed(value, 1) }

    /// The lines of a scale above zero: the same number on both sides, so that both have the same ones.
    private static let lines = 5.0

    /// The top of a scale and the step of its lines: 1, 2, 4, 5 or 8 times a power of ten.
    private static func scale(_ values: [Double]) -> (top: Double, step: Double) {
        let most = max(values.max() ?? 0, 0.1)
        var power = 0.1
        while true {
            for factor in [1.0, 2.0, 4.0, 5.0, 8.0] where power * factor * lines >= most {
                return (power * factor * lines, power * factor)
            }
            power *= 10
        }
    }
}
