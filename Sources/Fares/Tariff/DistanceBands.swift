/// The fare by distance: bands whose lower edge is exclusive and whose upper edge is inclusive.
///
/// - **Unit**: whole metres and fen.
/// - **Limits**: bands follow each other without gap or overlap from 0 m; fares do not fall with distance is **not**
///   asked.
/// - **Errors**: building throws ``FareDataError``.
public struct DistanceBands: Hashable, Sendable {
    /// One band: over its predecessor's edge, up to `upToMetres` inclusive.
    public struct Band: Hashable, Sendable {
        /// The upper edge in metres, inclusive.
        public let upToMetres: Int
        /// The fare in fen.
        public let fareFen: Int
    }

    /// What is added beyond the last band: `addFen` per started `everyMetres`.
    public struct Continuation: Hashable, Sendable {
        public let everyMetres: Int
        public let addFen: Int
    }

    /// The bands, rising.
    public let bands: [Band]
    /// The rule beyond the last band; nil: no fare there.
    public let continuation: Continuation?

    /// The fare of a distance, or nil beyond the last band of a tariff without continuation.
    public func fare(metres: Int) -> Int? {
        for band in bands where metres <= band.upToMetres { return band.fareFen }
        guard let continuation, let last = bands.last else { return nil }
        let beyond = metres - last.upToMetres
        return last.fareFen + (beyond + continuation.everyMetres - 1) / continuation.everyMetres * continuation.addFen
    }
}

/// Collects bands in file order and refuses gaps, overlaps and falling edges.
struct DistanceBandsBuilder {
    private var bands: [DistanceBands.Band] = []
    private var edge: Int? = 0

    /// Adds a band; `upToMetres` nil is an open last band. Returns what is wrong with it, or nil.
    mutating func add(overMetres: Int, upToMetres: Int?, fareFen: Int) -> String? {
        guard let edge else { return "a band after the open last band" }
        guard overMetres == edge else {
            let what = overMetres < edge ? "overlaps the band before it" : "leaves a gap after the band before it"
            return "the band over \(overMetres) m \(what), which ends at \(edge) m; expected over_m = \(edge)"
        }
        guard (upToMetres ?? .max) > overMetres else {
            return "the band over \(overMetres) m ends at \(upToMetres ?? 0) m; expected an upper edge above the lower"
        }
        bands.append(DistanceBands.Band(upToMetres: upToMetres ?? .max, fareFen: fareFen))
        self.edge = upToMetres
        return nil
    }

    func bands(continuation: DistanceBands.Continuation?) -> DistanceBands? {
        bands.isEmpty ? nil : DistanceBands(bands: bands, continuation: continuation)
    }
}

extension DistanceBands {
    /// Reads `over_m,up_to_m,fare_fen`; an empty `up_to_m` makes the last band open.
    public static func read(file: String, bytes: [UInt8]) throws(FareDataError) -> DistanceBands {
        var reader = try CSVReader(file: file, bytes: bytes)
        let over = try reader.requiredColumn("over_m")
        let upTo = try reader.requiredColumn("up_to_m")
        let fare = try reader.requiredColumn("fare_fen")
        var builder = DistanceBandsBuilder()
        while try reader.next() {
            let problem = builder.add(
                overMetres: try reader.integer(over, maximum: 10_000_000),
                upToMetres: reader.raw(upTo).isEmpty ? nil : try reader.integer(upTo, maximum: 10_000_000),
                fareFen: try reader.integer(fare, maximum: FareTable.maximumFareFen))
            if let problem { throw .contradiction(file: file, line: reader.line, what: problem) }
        }
        guard let bands = builder.bands(continuation: nil) else {
            throw .inconsistent(file: file, what: "no band in the file")
        }
        return bands
    }
}
