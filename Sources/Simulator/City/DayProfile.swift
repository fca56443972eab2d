/// When riders enter: the weight of each half hour of the day.
///
/// - **Source**: the sum of 07:30-08:30 is 14.7 % of the entries of a workday (Shenzhen, May 2019, saraalison.com by
///   way of the project's performance notes); the evening peak is as high; the rest is an estimate.
/// - **Unit**: thousandths of the day's entries.
struct DayProfile {
    /// Second of the day at which the first half hour begins: 06:00.
    static let firstSecond = 21_600
    /// Length of a slot in seconds.
    static let slotSeconds = 1800
    /// The slots before 13:00: a card with two trips makes the first of them there and the second after it.
    static let morningSlots = 14
    /// 06:00, 06:30, ... 23:00.
    static let weights = [
        11, 23, 46, 70, 77, 56, 34, 24, 19, 18, 18, 18, 18, 19,  // to 13:00
        20, 20, 20, 20, 20, 21, 23, 27, 36, 60, 78, 67, 42, 27, 20, 18, 17, 7, 4, 2, 0,
    ]

    private let morning: AliasTable
    private let evening: AliasTable

    init() {
        let weights = Self.weights.map(Double.init)
        morning = AliasTable(Array(weights[..<Self.morningSlots]))
        evening = AliasTable(Array(weights[Self.morningSlots...]))
    }

    /// Draws the second of the day of an entry before or after 13:00.
    func draw(isMorning: Bool, using random: inout RandomStream) -> Int {
        let slot = isMorning ? morning.draw(using: &random) : Self.morningSlots + evening.draw(using: &random)
        return Self.firstSecond + slot * Self.slotSeconds + random.below(Self.slotSeconds)
    }

    /// The share of one-trip cards whose trip is before 13:00, so that all entries together follow the weights.
    static func morningPerMillion(pairedPerMillion: Int) -> Int {
        let all = weights.reduce(0, +)
        let morning = weights[..<morningSlots].reduce(0, +)
        let wanted = morning * (1_000_000 + pairedPerMillion) / all - pairedPerMillion
        return max(0, wanted) * 1_000_000 / max(1, 1_000_000 - pairedPerMillion)
    }
}
