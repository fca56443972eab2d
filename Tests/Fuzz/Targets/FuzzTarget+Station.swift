import Simulator

extension FuzzTarget {
    /// Files of trains and of riders: what is read is in order and within its limits.
    static func stationFiles(_ bytes: [UInt8]) {
        for header in ["", "time,riders\n", "time,riders,doors,walk_s\n0,1,30,20..40..90\n"] {
            let text = Array(header.utf8) + bytes
            if let trains = try? StationFiles.trains(file: "fuzz", bytes: text) {
                precondition(!trains.isEmpty && trains.count <= StationFiles.mostRows)
                precondition(zip(trains, trains.dropFirst()).allSatisfy { $0.second <= $1.second })
                precondition(trains.allSatisfy { $0.second >= 0 && (0...StationTrain.mostRiders).contains($0.riders) })
                precondition(trains.allSatisfy { (1...StationTrain.mostDoors).contains($0.doors) })
                precondition(trains.allSatisfy { $0.walk.least <= $0.walk.mean && $0.walk.mean <= $0.walk.most })
            }
            if let moments = try? StationFiles.arrivals(file: "fuzz", bytes: text) {
                precondition(zip(moments, moments.dropFirst()).allSatisfy { $0 <= $1 })
            }
        }
        let written = String(decoding: bytes, as: UTF8.self)
        if let spread = TimeSpread(written) {
            precondition(TimeSpread(spread.text) == spread, "the time written is another")
        }
    }
}
