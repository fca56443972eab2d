extension RefundRules {
    /// What changing a ticket costs or brings, or why it is not changed.
    ///
    /// - **Source**: S18. The cut-off of a change is that of a refund, and the chosen train must still
    ///   be on sale, which ends at the same number of minutes: assumed, the texts name the sale and the refund only.
    public func change(_ request: ChangeRequest) -> ChangeAnswer {
        if let refusal = request.moneyRefusal { return .refused(refusal) }
        for count in [request.ordinaryChangesMade, request.flexiRidesMade] where !(0...100).contains(count) {
            return .refused(.badCount(count))
        }
        let before = Int(request.departure.seconds) - Int(request.now.seconds)
        let ahead = Int(request.newDeparture.seconds) - Int(request.now.seconds)
        switch request.kind {
        case .ordinary: return ordinaryChange(request, secondsBefore: before, secondsAhead: ahead)
        case .flexiRide: return Self.flexiRide(request, secondsBefore: before, secondsAhead: ahead)
        }
    }

    private func ordinaryChange(_ request: ChangeRequest, secondsBefore: Int, secondsAhead: Int) -> ChangeAnswer {
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
        let rides = request.isFlexiRidePair && date >= FlexiRide.from ? FlexiRide.maximumChanges : 0
        return .change(
            RailChange(
                kind: .ordinary, ruleSet: rules, cutoffMinutes: cutoff, difference: request.difference,
                flexiRidesLeft: max(0, rides - request.flexiRidesMade)))
    }

    private static func flexiRide(_ request: ChangeRequest, secondsBefore: Int, secondsAhead: Int) -> ChangeAnswer {
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
        guard request.difference.minorUnits == 0 else {
            return .refused(.anotherFare(request.newFare, paid: request.paid))
        }
        guard -secondsBefore <= FlexiRide.minutesAfterDeparture * 60 else {
            return .refused(
                .tooLate(cutoffMinutes: -FlexiRide.minutesAfterDeparture, secondsBefore: secondsBefore))
        }
        guard secondsAhead >= FlexiRide.minutesAhead * 60 else {
            return .refused(.newTrainTooSoon(minutesAhead: FlexiRide.minutesAhead, secondsAhead: secondsAhead))
        }
        return .change(
            RailChange(
                kind: .flexiRide, ruleSet: nil, cutoffMinutes: -FlexiRide.minutesAfterDeparture,
                difference: request.difference, flexiRidesLeft: FlexiRide.maximumChanges - request.flexiRidesMade - 1))
    }
}

extension ChangeRequest {
    /// What is to be paid in addition; both amounts have been looked at.
    fileprivate var difference: Money {
        Money(minorUnits: newFare.minorUnits - paid.minorUnits, currency: paid.currency)
    }

    /// What is wrong with the amounts.
    ///
    /// At West Kowloon a difference is settled in the currency of the purchase, elsewhere in yuan (S18).
    fileprivate var moneyRefusal: ChangeRefusal? {
        for money in [paid, newFare] where !(1...RefundRules.maximumPaid).contains(money.minorUnits) {
            return .badAmount(money)
        }
        if !isAtWestKowloon, paid.currency != .cny { return .wrongCurrency(paid.currency, expected: .cny) }
        guard newFare.currency == paid.currency else {
            return .wrongCurrency(newFare.currency, expected: paid.currency)
        }
        return nil
    }
}
