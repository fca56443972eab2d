import ElectronicPurse
import Lane

/// One way through a lane of a gate.
struct BoxWay {
    /// What it is made of.
    struct Setup {
        var site: LaneSite
        /// The lane's place at the desk, which both ways of a lane share.
        var place: Int
        var barrier: any Barrier
        var keyModule: (any PSAM)?
        var takesCodes: Bool
        /// The media that are taken; nil: all of the tariff.
        var media: [String]?
        /// The time that riders bring; nil: the machine's clock.
        var riderTime: RiderTime?

        /// The lane's clock, where the machine's is `clock`.
        func clock(_ clock: LaneClock) -> LaneClock {
            guard let riderTime else { return clock }
            var own = clock
            own.local = { riderTime.now }
            return own
        }
    }

    let setup: Setup
    let lane: GateLane
    /// Where codes are taken; nil: where there is no scanner.
    let codes: CodeAcceptance?
}
