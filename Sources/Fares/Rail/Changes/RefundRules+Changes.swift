extension RefundRules {
    /// What changing a ticket costs or brings, or why it is not changed.
    ///
    /// - **Source**: S18. The cut-off of a change is that of a refund, and the chosen train must still
    ///   be on sale, which ends at the same number of minutes: assumed, the texts name the sale and the refund only.
    public func change(_ request: ChangeRequest) -> ChangeAnswer {
        let difference: Money
        do throws(ChangeRefusal) {
            difference = try request.difference()
        } catch {
            return .refused(error)
        }
        for count in [request.ordinaryChangesMade, request.flexiRidesMade] where !(0...100).contains(count) {
            return .refused(.badCount(count))
        }
        let before = Int(request.departure.seconds) - Int(request.now.seconds)
        let ahead = Int(request.newDeparture.seconds) - Int(request.now.seconds)
        switch request.kind {
        case .ordinary: return ordinaryChange(request, difference, secondsBefore: before, secondsAhead: ahead)
        case .flexiRide: return Self.flexiRide(request, difference, secondsBefore: before, secondsAhead: ahead)
        }
    }

    private func ordinaryChange(
        _ request: ChangeRequest, _ difference: Money, secondsBefore: Int, secondsAhead: Int
    ) -> ChangeAnswer {
        let date = request.now.date
        guard let rules = ruleSet(for: request.scope, on: date) else {
            return .refused(.noRuleOnDate(date, first: sets.first { $0.scope == request.scope }?.from))
        }
        guard request.ordinaryChangesMade == 0 else { return .refused(.alreadyChanged) }
        guard secondsBefore >= 0 else { return .refused(.departed(request.departure)) }
        let cutoff = rules.cutoff(fromWestKowloon: request.isFromWestKowloon)
        guard secondsBefore >= cutoff * 60 else {
            return .refused(.tooLate(cutoffMinutes: cutoff, secondsBefore: secondsBefore))
        }
        guard secondsAhead >= cutoff * 60 else {
            return .refused(.newTrainTooSoon(minutesAhead: cutoff, secondsAhead: secondsAhead))
        }
        guard !request.keepsTrain(difference) else { return .refused(.sameTrain) }
        let rides = request.isFlexiRidePair && date >= FlexiRide.from ? FlexiRide.maximumChanges : 0
        return .change(
            RailChange(
                kind: .ordinary, ruleSet: rules, cutoffMinutes: cutoff, difference: difference,
                flexiRidesLeft: max(0, rides - request.flexiRidesMade)))
    }

    private static func flexiRide(
        _ request: ChangeRequest, _ difference: Money, secondsBefore: Int, secondsAhead: Int
    ) -> ChangeAnswer {
        let day = request.departure.date
        guard request.now.date >= FlexiRide.from else {
            return .refused(.noRuleOnDate(request.now.date, first: FlexiRide.from))
        }
        guard request.isFlexiRidePair else { return .refused(.notFlexiRidePair) }
        guard request.flexiRidesMade < FlexiRide.maximumChanges else {
            return .refused(.flexiRidesUsed(request.flexiRidesMade))
        }
        guard request.now.date == day else { return .refused(.anotherDay(request.now.date)) }
        guard request.newDeparture.date == day else { return .refused(.anotherDay(request.newDeparture.date)) }
        guard request.isSameClass else { return .refused(.anotherClass) }
        guard difference.minorUnits == 0 else {
            return .refused(.anotherFare(request.newFare ?? request.paid, paid: request.paid))
        }
        guard -secondsBefore <= FlexiRide.minutesAfterDeparture * 60 else {
            return .refused(
                .tooLate(cutoffMinutes: -FlexiRide.minutesAfterDeparture, secondsBefore: secondsBefore))
        }
        guard secondsAhead >= FlexiRide.minutesAhead * 60 else {
            return .refused(.newTrainTooSoon(minutesAhead: FlexiRide.minutesAhead, secondsAhead: secondsAhead))
        }
        guard !request.keepsTrain(difference) else { return .refused(.sameTrain) }
        return .change(
            RailChange(
                kind: .flexiRide, ruleSet: nil, cutoffMinutes: -FlexiRide.minutesAfterDeparture,
                difference: difference, flexiRidesLeft: FlexiRide.maximumChanges - request.flexiRidesMade - 1))
    }
}

extension ChangeRequest {
    /// What is to be paid in addition, in the currency it is settled in.
    ///
    /// A ticket that was paid in Hong Kong dollars keeps them as its price. Where differences are settled in yuan, its
    /// fare in yuan is compared with the new one; without a new fare there is nothing to settle.
    fileprivate func difference() throws(ChangeRefusal) -> Money {
        for money in [paid, paidYuan ?? paid, newFare ?? paid]
        where !(1...RefundRules.maximumPaid).contains(money.minorUnits) {
            throw .badAmount(money)
        }
        if let paidYuan, paidYuan.currency != .cny { throw .wrongCurrency(paidYuan.currency, expected: .cny) }
        guard let newFare else { return .zero(settlement) }
        guard newFare.currency == settlement else {
            throw .wrongCurrency(newFare.currency, expected: settlement)
        }
        guard let old = paid.currency == settlement ? paid : paidYuan else { throw .needsYuan }
        return Money(minorUnits: newFare.minorUnits - old.minorUnits, currency: settlement)
    }

    /// Whether nothing would change: it would burn the one change.
    fileprivate func keepsTrain(_ difference: Money) -> Bool {
        newDeparture == departure && isSameClass && difference.minorUnits == 0
    }
}
