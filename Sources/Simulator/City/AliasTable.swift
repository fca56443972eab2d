/// Draws from weighted choices in constant time (Walker's alias method, in Vose's construction).
///
/// - **Shape**: `rows` independent distributions over the same `width` choices, 4 bytes a cell.
/// - **Limits**: at most 65,536 choices; a weight is met to 2^-16 of a cell. A row whose weights are all 0 gives
///   the choice of the row's own number.
struct AliasTable {
    let width: Int
    private var thresholds: [UInt16]
    private var aliases: [UInt16]

    /// An empty table to be filled row by row with ``fill(row:_:)``.
    init(rows: Int, width: Int) {
        self.width = width
        thresholds = [UInt16](repeating: 0, count: rows * width)
        aliases = [UInt16](repeating: 0, count: rows * width)
    }

    /// One distribution.
    init(_ weights: [Double]) {
        self.init(rows: 1, width: weights.count)
        fill(row: 0, weights)
    }

    /// Sets the weights of a row. Only IEEE additions, multiplications and divisions: the same on every machine.
    mutating func fill(row: Int, _ weights: [Double]) {
        let start = row * width
        var sum = 0.0
        for weight in weights { sum += weight }
        guard sum > 0 else {
            for column in 0..<width { aliases[start + column] = UInt16(truncatingIfNeeded: row % width) }
            return
        }
        var scaled = weights
        var small: [Int] = []
        var large: [Int] = []
        for column in 0..<width {
            scaled[column] = weights[column] * Double(width) / sum
            if scaled[column] < 1 { small.append(column) } else { large.append(column) }
            thresholds[start + column] = .max
            aliases[start + column] = UInt16(truncatingIfNeeded: column)
        }
        while let less = small.last, let more = large.last {
            small.removeLast()
            thresholds[start + less] = UInt16(scaled[less] * 65_535)
            aliases[start + less] = UInt16(truncatingIfNeeded: more)
            scaled[more] -= 1 - scaled[less]
            if scaled[more] < 1 {
                large.removeLast()
                small.append(more)
            }
        }
    }

    /// Draws a choice of a row.
    func draw(row: Int = 0, using random: inout RandomStream) -> Int {
        let bits = random.next()
        let column = Int(((bits >> 32) &* UInt64(truncatingIfNeeded: width)) >> 32)
        let cell = row * width + column
        return UInt16(truncatingIfNeeded: bits) < thresholds[cell] ? column : Int(aliases[cell])
    }
}
