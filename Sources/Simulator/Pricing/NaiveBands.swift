import Fares
import Yams

/// The fare by distance as a list to walk through from the top.
///
/// - **Unit**: whole metres and fen; the upper edge belongs to its band.
struct NaiveBands: Equatable {
    struct Row: Equatable {
        /// nil: open.
        let upToMetres: Int?
        let fareFen: Int
    }

    var rows: [Row] = []
    /// Beyond the last row: `addFen` for each started `everyMetres`; 0: no fare there.
    var everyMetres = 0
    var addFen = 0

    /// The fare of a distance; nil where the bands end before it.
    func fare(metres: Int) -> Int? {
        for row in rows {
            guard let edge = row.upToMetres else { return row.fareFen }
            if metres <= edge { return row.fareFen }
        }
        guard let last = rows.last, var edge = last.upToMetres, everyMetres > 0 else { return nil }
        var fare = last.fareFen
        while edge < metres {
            edge += everyMetres
            fare += addFen
        }
        return fare
    }
}

extension NaiveBands {
    /// Reads `over_m,up_to_m,fare_fen`.
    init(csv: NaiveCSV) throws(FareDataError) {
        let upTo = try csv.column("up_to_m")
        let fare = try csv.column("fare_fen")
        for row in csv.rows {
            guard let fen = Int(row[fare]) else {
                throw .inconsistent(file: csv.name, what: "\"\(row[fare])\" is no amount")
            }
            rows.append(Row(upToMetres: Int(row[upTo]), fareFen: fen))
        }
    }

    /// Reads one version of the section `bands`; nil if it is not one.
    init?(yaml: Node) {
        for node in yaml["table"]?.sequence ?? [] {
            guard let fen = node["fare_fen"]?.int else { return nil }
            rows.append(Row(upToMetres: node["up_to_m"]?.int, fareFen: fen))
        }
        if let beyond = yaml["beyond"] {
            guard let every = beyond["every_m"]?.int, let add = beyond["add_fen"]?.int else { return nil }
            everyMetres = every
            addFen = add
        }
        if rows.isEmpty { return nil }
    }
}
