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
        let pays = try share(question, base, rider, &steps)
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

    /// The rider's share, never above the adult fare as sold, with its steps.
    private func share(
        _ question: RailQuestion, _ base: BasePrice, _ rider: RailRider, _ steps: inout [RailStep]
    ) throws(RailRefusal) -> Money {
        let total = Money(minorUnits: base.fen, currency: .cny)
        guard rider.percent != 100 else { return total }
        var whole = total
        if rider.base == .published, base.basis != .estimate {
            guard let fen = ceiling(of: base.legs, on: question.date) else {
                throw .noPublishedFare(rider: rider.name)
            }
            whole = Money(minorUnits: fen, currency: .cny)
            if whole != total { steps.append(RailStep(reason: .ceiling, before: total, after: whole)) }
        }
        let share = min(question.shareRounding.share(rider.percent, ofFen: whole.minorUnits), base.fen)
        let pays = Money(minorUnits: share, currency: .cny)
        steps.append(RailStep(reason: .concession, before: whole, after: pays))
        return pays
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
            guard let price = tablePrice(question, letter) else { continue }
            // The table has the price, as it has for whoever looks it up there; rows only explain it.
            let legs = legs(from: question.from, to: question.to, letter, question.seatClass, on: question.date)
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
                fen: price, letter: letter, basis: legs.count == 1 ? .published : .legs, legs: legs, steps: steps)
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

    /// The cell of the table; nil where it has no fare.
    private func tablePrice(_ question: RailQuestion, _ letter: RailLetter) -> Int? {
        guard isPriced(question.from), isPriced(question.to), let table = table(on: question.date) else { return nil }
        let fen = table.fare(
            from: question.from, to: question.to, in: table.plane(letter, question.seatClass))
        return fen == RailFareTable.noFare ? nil : fen
    }

    private func rider(_ question: RailQuestion) throws(RailRefusal) -> RailRider {
        let scope = stations.isCrossBorder(question.from, question.to) ? RailScope.crossBorder : .domestic
        let rules = riders.rules(question.rider, scope)
        guard !rules.isEmpty else { throw .riderNotCrossBorder(question.rider) }
        guard let rule = rules.first(where: { $0.holds(on: question.date) }) else {
            throw .notInForce(first: rules.compactMap(\.from).min())
        }
        if let only = rule.seatClass, only != question.seatClass { throw .riderNotInClass(rule.name, only: only) }
        return rule
    }

    private func notes(_ question: RailQuestion, _ base: BasePrice, _ rider: RailRider) -> [RailNote] {
        var notes: Set<RailNote> = []
        if base.basis == .estimate { notes.insert(.estimated) }
        for leg in base.legs {
            if leg.isReverse { notes.insert(.otherDirection) }
            if leg.row.status == .derived { notes.insert(.derived) }
            if leg.row.isSnapshot, question.date.map({ RailMonth($0) != RailMonth(leg.row.from) }) ?? true {
                notes.insert(.snapshotOf2016)
            }
            let isInland = [leg.from, leg.to].contains { [.inland, .east].contains(stations.stations[Int($0)].side) }
            if isInland, leg.row.key.letter == .g, leg.row.status == .published,
                question.date.map({ Self.firstDayBelowCeiling <= $0 }) ?? true
            {
                notes.insert(.ceilingMoves)
            }
        }
        if base.basis == .legs {
            let isListed = [question.from, question.to].allSatisfy { stations.stations[Int($0)].haul != nil }
            notes.insert(isListed ? .throughTrainAssumed : .changeAtHub)
        }
        if rider.needsAdult { notes.insert(rider.percent == 0 ? .besideAdult : .withAdult) }
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
