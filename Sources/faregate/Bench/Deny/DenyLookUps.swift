import Journal

/// Times look-ups one by one.
struct DenyLookUps {
    let keys: [UInt64]

    /// How long each took, the clock's own part included.
    func run(_ lookUp: (UInt64) -> Bool) -> LatencyHistogram {
        var times = LatencyHistogram.latencies()
        var found = 0
        for key in keys {
            let begun = MonotonicClock.now()
            if lookUp(key) { found += 1 }
            times.record(nanoseconds: MonotonicClock.now() - begun)
        }
        // What is found is used, so that nothing is left out.
        precondition(found <= keys.count)
        return times
    }
}
