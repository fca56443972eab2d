extension Tariff {
    /// Moves rules taken over from `base` to the positions that its media and riders have in this tariff's own lists.
    ///
    /// Rules name media and riders by position. One that is not in the new lists drops out of the rules; a rule that
    /// holds for all keeps holding for all.
    mutating func renumberKinds(from base: Tariff) {
        guard media != base.media || riders != base.riders else { return }
        let (media, riders) = (media, riders)
        func newMedia(_ bits: UInt64) -> UInt64 { Self.renumbered(bits, from: base.media, to: media) }
        func newRiders(_ bits: UInt64) -> UInt64 { Self.renumbered(bits, from: base.riders, to: riders) }
        storedValue = media.map { name in base.medium(name).map { base.storedValue[Int($0.index)] } ?? false }
        singleRide = media.map { name in base.medium(name).map { base.singleRide[Int($0.index)] } ?? false }
        business = base.business.map { version in
            version.replacing(BusinessTerms(media: newMedia(version.rule.media), percent: version.rule.percent))
        }
        transfer = base.transfer.map { version in
            version.replacing(
                TransferTerms(
                    media: newMedia(version.rule.media), riders: newRiders(version.rule.riders),
                    discountFen: version.rule.discountFen, window: version.rule.window))
        }
        promotions = base.promotions.map { version in
            version.replacing(
                Promotion(
                    id: version.rule.id, media: newMedia(version.rule.media), percentOff: version.rule.percentOff,
                    atMostFen: version.rule.atMostFen, timesADay: version.rule.timesADay))
        }
        func newCap(_ version: Dated<FareCap>) -> Dated<FareCap> {
            version.replacing(
                FareCap(
                    media: newMedia(version.rule.media), riders: newRiders(version.rule.riders),
                    amountFen: version.rule.amountFen))
        }
        dayCaps = base.dayCaps.map(newCap)
        weekCaps = base.weekCaps.map(newCap)
        logClasses = base.logClasses.compactMapValues { known in
            guard let medium = medium(base.name(of: known.medium)), let rider = rider(base.name(of: known.rider))
            else { return nil }
            return LogClass(medium: medium, rider: rider)
        }
    }

    private static func renumbered(_ bits: UInt64, from old: [String], to new: [String]) -> UInt64 {
        guard bits != .max else { return bits }
        var moved: UInt64 = 0
        for (position, name) in new.enumerated() {
            if let before = old.firstIndex(of: name), bits & (1 << UInt64(before)) != 0 {
                moved |= 1 << UInt64(position)
            }
        }
        return moved
    }
}

extension Dated {
    /// Another rule on the same dates.
    fileprivate func replacing(_ rule: Rule) -> Dated { Dated(from: from, until: until, rule: rule) }
}
