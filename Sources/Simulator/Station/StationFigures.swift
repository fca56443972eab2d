import Gate

/// What one run of a simulated station has brought.
///
/// - **Unit**: counts; times in microseconds.
package struct StationFigures: Sendable {
    /// One gate.
    package struct Lane: Sendable {
        /// Passengers after the warm-up.
        package let passengers: Int
        package let queueMost: Int
        package let queueMean: Double
        package let meanWait: Double
        /// The share of time with somebody at its reader or behind it.
        package let utilisation: Double
        /// Presentations that were refused, and that ended too early.
        package let refused: Int
        package let torn: Int
        package let alarms: Int
    }

    /// One medium.
    package struct Medium: Sendable {
        package let name: String
        package let passengers: Int
        package let waits: WaitingTimes
    }

    /// One minute.
    package struct Minute: Sendable {
        package let arrived: Int
        package let passed: Int
        package let queueMost: Int
        /// The mean wait of those who set off for a reader in it; nil where nobody did.
        package let meanWait: Double?
    }

    /// Riders of the whole run, warm-up included: arrived = passed + to the staff + in a queue + at a gate.
    package let arrived: Int
    package let passed: Int
    package let toStaff: Int
    package let inQueues: Int
    package let atGates: Int
    /// Passengers after the warm-up, and the minutes that is.
    package let passengers: Int
    package let minutes: Int
    package let waits: WaitingTimes
    package let queueMost: Int
    package let queueMean: Double
    package let refused: [(reason: GateReason, count: Int)]
    package let torn: Int
    package let tailgated: Int
    package let objects: Int
    package let faults: Int
    package let notPassed: Int
    package let alarms: Int
    package let chargedFen: Int
    package let lanes: [Lane]
    package let media: [Medium]
    package let series: [Minute]

    /// Passengers a minute of the whole station.
    package var passengersPerMinute: Double { Double(passengers) / Double(minutes) }
}

extension StationRun {
    /// The figures of a run that has ended.
    package var figures: StationFigures {
        let minutes = plan.minutes - plan.warmUpMinutes
        let measured = Double(end - measureFrom)
        let tallies = lanes.map(\.tally)
        func sum(_ count: (LaneTally) -> Int) -> Int { tallies.reduce(0) { $0 + count($1) } }
        let present = ridersPresent
        return StationFigures(
            arrived: counts.arrived, passed: sum(\.passed), toStaff: sum(\.toStaff), inQueues: present.queued,
            atGates: present.atGates, passengers: sum(\.measuredPassed),
            minutes: minutes, waits: WaitingTimes(counts.waits.map { Int64($0 >> 8) }), queueMost: counts.queueMost,
            queueMean: Double(counts.queueArea) / measured,
            refused: GateReason.allCases.compactMap {
                let count = counts.refused[Int($0.rawValue)]
                return count > 0 ? ($0, count) : nil
            },
            torn: sum(\.torn), tailgated: sum(\.tailgated), objects: sum(\.objects), faults: sum(\.faults),
            notPassed: sum(\.notPassed), alarms: sum(\.alarms), chargedFen: sum(\.chargedFen),
            lanes: tallies.map {
                StationFigures.Lane(
                    passengers: $0.measuredPassed, queueMost: $0.queueMost,
                    queueMean: Double($0.queueArea) / measured,
                    meanWait: $0.waiting > 0 ? Double($0.waitingMicroseconds) / Double($0.waiting) : 0,
                    utilisation: Double($0.busyMicroseconds) / measured, refused: $0.refused, torn: $0.torn,
                    alarms: $0.alarms)
            },
            media: plan.media.indices.map { medium in
                StationFigures.Medium(
                    name: plan.media[medium].name, passengers: counts.passedByMedium[medium],
                    waits: WaitingTimes(
                        counts.waits.compactMap { Int($0 & 0xFF) == medium ? Int64($0 >> 8) : nil }))
            },
            series: counts.minutes.map {
                StationFigures.Minute(
                    arrived: $0.arrived, passed: $0.passed, queueMost: $0.queueMost,
                    meanWait: $0.waiting > 0 ? Double($0.waitingMicroseconds) / Double($0.waiting) : nil)
            })
    }

    /// Riders in the station at the end, counted one by one.
    private var ridersPresent: (queued: Int, atGates: Int) {
        var (queued, atGates) = (0, 0)
        for rider in riders where rider.stage != .gone {
            if rider.stage == .queued { queued += 1 } else { atGates += 1 }
        }
        return (queued, atGates)
    }
}
