import ElectronicPurse
import Fares
import Lane

extension GateBox {
    /// A gate with one lane and one way through it.
    convenience init(
        _ book: FareBook, _ site: LaneSite, _ store: GateStore, _ cardSetup: CardSetup, clock: LaneClock,
        barrier: any Barrier, keyModule: (any PSAM)? = nil, codes setup: CodeSetup? = nil
    ) throws {
        let way = BoxWay.Setup(
            site: site, place: 0, barrier: barrier, keyModule: keyModule, takesCodes: setup != nil)
        try self.init(book, store, cardSetup, clock: clock, lanes: 1, codes: setup) { _ in [way] }
    }

    /// The first lane.
    var lane: GateLane { ways[0].lane }
    /// Where it is.
    var site: LaneSite { ways[0].setup.site }
    /// Where it takes codes; nil: at a gate without a scanner.
    var codes: CodeAcceptance? { ways[0].codes }
}
