import Fares

/// What easings and emergency releases change in the decision of a tap.
extension TapProcessor {
    /// Why an earlier entry without exit costs nothing; nil: the rules hold.
    func pardon(_ before: JourneyEnd, _ tap: Tap, _ terms: GateTerms) -> GateReason? {
        if terms.releases.accepts(before, at: tap.time, startSecond: startSecond) { return .emergencyRelease }
        return terms.easings.contains(.orderFree) ? .orderFree : nil
    }

    /// Why a journey costs nothing; nil: it has its price.
    ///
    /// A journey that ends on its own service day was made, whatever was released meanwhile.
    func freeOfCharge(_ tap: Tap, _ entry: JourneyEnd, _ exit: JourneyEnd, _ terms: GateTerms) -> GateReason? {
        if terms.easings.contains(.fareFree) { return .fareFree }
        if terms.easings.contains(.trainFault) { return .trainFault }
        let entryDay = entry.time.serviceDate(startSecondOfDay: startSecond)
        guard exit.time.serviceDate(startSecondOfDay: startSecond) > entryDay,
            terms.releases.accepts(entry, at: exit.time, startSecond: startSecond)
        else { return nil }
        return .emergencyRelease
    }

    /// Why somebody without a known entry may leave at no charge; nil: the rules hold.
    func leaveWithoutEntry(_ tap: Tap, isStoredValue: Bool, _ terms: GateTerms) -> GateReason? {
        // With a free fare there is nothing that an entry could still be needed for, but who has not paid for a card's
        // journey elsewhere is told apart from who has not entered.
        if terms.easings.contains(.fareFree), !isStoredValue { return .fareFree }
        if terms.easings.contains(.orderFree) { return .orderFree }
        let rules = book.rules(on: tap.time.serviceDate(startSecondOfDay: startSecond))
        let mayHaveComeIn = terms.releases.letIn(
            before: tap.time, startSecond: startSecond, longestStay: rules.stayLimit?.seconds)
        return mayHaveComeIn ? .emergencyRelease : nil
    }

    /// Why a medium that is good for one journey may enter again; nil: it is used up.
    func reuse(_ tap: Tap, _ journey: Journey, _ terms: GateTerms) -> GateReason? {
        let today = tap.time.serviceDate(startSecondOfDay: startSecond).dayNumber
        if journey.reusableThrough >= today, journey.reusableThrough != 0 { return .trainFault }
        switch journey.state {
        case .open(let entry):
            return pardon(entry, tap, terms)
        case .swept(let entry, _):
            return terms.releases.accepts(entry, at: tap.time, startSecond: startSecond) ? .emergencyRelease : nil
        case .idle, .pending: return nil
        }
    }

    /// What a ride is priced without.
    func waivers(_ terms: GateTerms) -> FareWaivers {
        var waivers: FareWaivers = []
        if terms.easings.contains(.timeFree) { waivers.insert(.stayLimit) }
        if terms.easings.contains(.dateFree) { waivers.insert(.passEnd) }
        return waivers
    }
}
