import Gate

/// The end of a run: nothing goes wrong any more, and everybody must get out, in and out again.
extension FaultRun {
    private static let mostTries = 3
    /// Longer than a tap is one too many.
    private static let patienceMilliseconds: UInt64 = 61_000
    private static let mostEvents = 20_000

    /// Ends all faults and takes every rider through.
    func settle() throws(FaultViolation) {
        say("nothing goes wrong any more")
        isSettling = true
        crash = nil
        disk.fault = nil
        disk.onOperation = nil
        disk.isHalted = false
        slowUntil = 0
        thawAt = .max
        leapAt = .max
        clock.thaw()
        try bringBack()
        for rider in riders.indices where riders[rider].isInside { try travel(rider, .exit) }
        for rider in 0..<min(riders.count, 40) {
            try travel(rider, .entry)
            try travel(rider, .exit)
        }
    }

    private func bringBack() throws(FaultViolation) {
        if process?.failedUntil != nil { processEnds(after: 100) }
        var tries = 0
        while process == nil {
            guard tries < Self.mostTries else { throw FaultViolation(.liveness, "the gate does not start again") }
            tries += 1
            clock.advance(to: startAt)
            try start()
        }
        let now = clock.monotonic
        for number in lanes.indices {
            lanes[number].returning = nil
            for event: GateEvent in [
                .command(.normal), .command(.ease([])), .command(.endRelease), .emergencyLine(false), .power(true),
                .sensor(.zoneFree), .link(true), .reader(.entry, works: true), .reader(.exit, works: true),
            ] { lanes[number].schedule(event, at: now) }
        }
        // Those who are under way finish.
        try pass(milliseconds: 2 * Self.patienceMilliseconds)
        for number in lanes.indices { lanes[number].arrivalAt = .max }
        try pass(milliseconds: Self.patienceMilliseconds)
        if let stuck = riders.indices.first(where: { riders[$0].isBusy != 0 }) {
            throw FaultViolation(.liveness, "card \(stuck) never gets away from a lane")
        }
    }

    /// Lets time go by, and all that happens in it.
    private func pass(milliseconds: UInt64) throws(FaultViolation) {
        let end = clock.monotonic + milliseconds * Self.millisecond
        for _ in 0..<Self.mostEvents {
            var first = process?.commitAt ?? startAt
            for lane in lanes { first = min(first, lane.next) }
            guard first <= end else { break }
            try happen()
        }
        clock.advance(to: end)
    }

    /// A rider goes in or out, at most three tries.
    private func travel(_ rider: Int, _ kind: Gate.TapKind) throws(FaultViolation) {
        let isIn = kind == .entry
        guard riders[rider].isInside != isIn else { return }
        let usable = lanes.indices.filter { lanes[$0].ways.contains(LaneDirections(kind)) }
        guard !usable.isEmpty else { return }
        for _ in 0..<Self.mostTries {
            let number = usable[random.below(usable.count)]
            try present(number, rider, kind)
            try pass(milliseconds: 15_000)
            if riders[rider].isInside == isIn { return }
            try pass(milliseconds: Self.patienceMilliseconds)
        }
        throw FaultViolation(.liveness, "card \(rider) does not get \(isIn ? "in" : "out")")
    }
}
