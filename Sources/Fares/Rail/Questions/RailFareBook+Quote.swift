extension RailFareBook {
    /// Prices a question, or says what is missing.
    public func quote(_ question: RailQuestion) -> RailAnswer {
        do throws(RailRefusal) {
            return .fare(try price(question))
        } catch {
            return .refused(error)
        }
    }

    private func price(_ question: RailQuestion) throws(RailRefusal) -> RailFare {
        guard question.from != question.to else { throw .sameStation(question.from) }
        guard riders.rules.contains(where: { $0.name == question.rider }) else {
            throw .unknownRider(question.rider, known: riders.names)
        }
        if let kilometres = question.kilometres, !DistanceEstimate.kilometres.contains(kilometres) {
            throw .badKilometres("\(kilometres)")
        }
        if let date = question.date, let purchase = question.purchaseDate, date < purchase {
            throw .badDate("\(purchase)")
        }
        let base = try basePrice(question)
        let rider = try rider(question)
        var steps = base.steps
        let total = Money(minorUnits: base.fen, currency: .cny)
        let share = question.shareRounding.share(rider.percent, ofFen: base.fen)
        let pays = Money(minorUnits: share, currency: .cny)
        if rider.percent != 100 { steps.append(RailStep(reason: .concession, before: total, after: pays)) }
        var dollars: DollarAmount?
        if question.currency == .hkd {
            let found = try self.dollars(question, base, rider, pays)
            steps.append(RailStep(reason: found.reason, before: pays, after: found.amount))
            dollars = found
        }
        return RailFare(
            total: total, pays: pays, paysDollars: dollars?.amount, letter: base.letter, basis: base.basis,
            legs: base.legs, rider: rider, rate: dollars?.rate, rateMonth: dollars?.month, steps: steps,
            notes: notes(question, base, rider))
    }

    /// The adult fare, before riders and currencies.
    struct BasePrice {
        let fen: Int
        let letter: RailLetter
        let basis: RailBasis
        let legs: [RailLeg]
        let steps: [RailStep]
    }

    private func basePrice(_ question: RailQuestion) throws(RailRefusal) -> BasePrice {
        for letter in question.letters {
            let legs = legs(from: question.from, to: question.to, letter, question.seatClass, on: question.date)
            guard !legs.isEmpty else { continue }
            var fen = 0
            var steps: [RailStep] = []
            for leg in legs {
                let before = Money(minorUnits: fen, currency: .cny)
                fen += leg.row.fare.minorUnits
                steps.append(
                    RailStep(
                        reason: legs.count == 1 ? .published : .leg, before: before,
                        after: Money(minorUnits: fen, currency: .cny)))
            }
            return BasePrice(
                fen: fen, letter: letter, basis: legs.count == 1 ? .published : .legs, legs: legs, steps: steps)
        }
        let missing = missing(question)
        guard let kilometres = question.kilometres, isEstimable(question.from, question.to) else { throw missing }
        guard question.allowsEstimate else { throw .estimateNotAllowed }
        guard let letter = question.letter, question.seatClass == .second,
            let fen = DistanceEstimate.fen(letter, kilometres: kilometres)
        else { throw .noEstimate(question.letter, question.seatClass) }
        let step = RailStep(
            reason: .estimate, before: Money(minorUnits: 0, currency: .cny),
            after: Money(minorUnits: fen, currency: .cny))
        return BasePrice(fen: fen, letter: letter, basis: .estimate, legs: [], steps: [step])
    }

    private func rider(_ question: RailQuestion) throws(RailRefusal) -> RailRider {
        let scope = stations.isCrossBorder(question.from, question.to) ? RailScope.crossBorder : .domestic
        let rules = riders.rules(question.rider, scope)
        guard !rules.isEmpty else { throw .riderNotCrossBorder(question.rider) }
        guard let rule = rules.first(where: { $0.holds(on: question.date) }) else {
            throw .notInForce(first: rules.compactMap(\.from).min() ?? ServiceDate(dayNumber: 0))
        }
        if let only = rule.seatClass, only != question.seatClass { throw .riderNotInClass(rule.name, only: only) }
        return rule
    }

    private func notes(_ question: RailQuestion, _ base: BasePrice, _ rider: RailRider) -> [RailNote] {
        var notes: Set<RailNote> = []
        if base.basis == .estimate { notes.insert(.estimated) }
        for leg in base.legs {
            if leg.isReverse { notes.insert(.otherDirection) }
            if leg.row.source == "S1", question.date.map({ RailMonth($0) != RailMonth(leg.row.from) }) ?? true {
                notes.insert(.snapshotOf2016)
            }
            let isInland = [leg.from, leg.to].contains { [.inland, .east].contains(stations.stations[Int($0)].side) }
            if isInland, leg.row.key.letter == .g, leg.row.status == .published,
                question.date.map({ Self.firstDayBelowCeiling <= $0 }) ?? true
            {
                notes.insert(.belowCeiling)
            }
        }
        if base.basis == .legs {
            let isListed = [question.from, question.to].allSatisfy { stations.stations[Int($0)].haul != nil }
            notes.insert(isListed ? .throughTrainAssumed : .changeAtHub)
        }
        if rider.needsAdult { notes.insert(.withAdult) }
        if rider.percent != 100, rider.percent != 0 { notes.insert(.roundingUnverified) }
        if !rider.isVerified { notes.insert(.riderUnverified) }
        if question.currency == .hkd, question.rates.isDated, question.date == nil, question.purchaseDate == nil {
            notes.insert(.openingMonthRate)
        }
        return RailNote.allCases.filter { notes.contains($0) }
    }

    /// Notice of 2024-06-08: market prices on four lines from 2024-06-15, the published fare as ceiling.
    private static let firstDayBelowCeiling = ServiceDate(dayNumber: 19_889)
}

extension RailQuestion {
    /// The letters to try, in order.
    var letters: [RailLetter] { letter.map { [$0] } ?? RailLetter.allCases }
}

extension RailRateSource {
    /// Whether the rate depends on the month.
    var isDated: Bool {
        if case .fixed = self { false } else { true }
    }
}
