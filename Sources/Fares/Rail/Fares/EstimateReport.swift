/// The estimate for the trains of one letter against a file of fares.
///
/// - **Shape**: `train_letter,km,second_cny`; rows without a fare, or of trains without a rate, are passed over.
/// - **Unit**: the band is 20 to 500 km, and yuan a kilometre as on single-speed routes (D 0.28 to 0.305, G 0.44 to
///   0.48).
/// - **Errors**: reading throws ``FareDataError`` with file and line.
public struct EstimateReport: Hashable, Sendable {
    /// The letter.
    public let letter: RailLetter
    /// The band, in words for a table.
    public let band: String
    /// Fares in the band.
    public private(set) var inBand = EstimateCounts()
    /// All fares.
    public private(set) var all = EstimateCounts()

    private let perKilometre: ClosedRange<Int>

    /// The band of a letter in tenths of a fen a kilometre.
    private init(_ letter: RailLetter, _ perKilometre: ClosedRange<Int>, _ band: String) {
        self.letter = letter
        self.perKilometre = perKilometre
        self.band = band
    }

    /// Compares a whole file: D, then G.
    public static func read(file: String, bytes: [UInt8]) throws(FareDataError) -> [EstimateReport] {
        var reader = try CSVReader(file: file, bytes: bytes)
        let letter = try reader.requiredColumn("train_letter")
        let distance = try reader.requiredColumn("km")
        let fare = try reader.requiredColumn("second_cny")
        var reports = [
            EstimateReport(.d, 280...305, "20..500 km, 0.28..0.305 yuan/km"),
            EstimateReport(.g, 440...480, "20..500 km, 0.44..0.48 yuan/km"),
        ]
        while try reader.next() {
            let kilometres = try reader.integer(distance, maximum: DistanceEstimate.kilometres.upperBound)
            let amount = Money(decimal: reader.string(fare), currency: .cny)
            guard amount != nil || reader.raw(fare).isEmpty else { throw reader.bad(fare, "an amount, or nothing") }
            guard let fen = amount?.minorUnits, let train = RailLetter(reader.string(letter)),
                let estimate = DistanceEstimate.fen(train, kilometres: kilometres),
                let index = reports.firstIndex(where: { $0.letter == train })
            else { continue }
            reports[index].add(estimate: estimate, fen: fen, kilometres: kilometres)
        }
        return reports
    }

    private mutating func add(estimate: Int, fen: Int, kilometres: Int) {
        all.add(estimate: estimate, fare: fen)
        let (low, high) = (perKilometre.lowerBound * kilometres, perKilometre.upperBound * kilometres)
        if (20...500).contains(kilometres), (low...high).contains(fen * 10) {
            inBand.add(estimate: estimate, fare: fen)
        }
    }
}
