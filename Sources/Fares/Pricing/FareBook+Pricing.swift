/// Why a trip has no price.
public enum FareRefusal: String, Hashable, Sendable, CaseIterable {
    /// The medium is not accepted on the service date.
    case mediumNotAccepted = "medium-not-accepted"
    /// The rider category does not exist on the service date.
    case riderNotKnown = "rider-not-known"
    /// The fare table has no fare for the pair.
    case noFare = "no-fare"
    /// The edition has no business fares, or none for the pair.
    case noBusinessFare = "no-business-fare"
    /// The medium is not accepted in business carriages.
    case mediumNotInBusiness = "medium-not-in-business"
    /// The pass ended before the entry.
    case passExpired = "pass-expired"
}

/// An explained fare.
public struct FareCalculation: Sendable {
    /// The fare of the table, in fen.
    public var baseFen: Int
    /// What is charged, in fen.
    public var fareFen: Int
    /// How one became the other; the first step is the table fare.
    public var steps: FareSteps
}

/// A price or the reason why there is none.
public enum FareResult: Sendable {
    case fare(FareCalculation)
    case refused(FareRefusal)
}

extension FareBook {
    /// Prices a trip by the rules of its entry's service date.
    ///
    /// Steps: table fare (ordinary or business), medium or concession, pass, transfer, promotion, overtime, caps.
    /// `use` is the card's spending so far and is brought up to date. Nothing is allocated.
    public func price(_ ride: Ride, use: inout AccountUse) -> FareResult {
        let date = serviceDate(of: ride.entryTime)
        return rules(on: date).price(ride, on: date, use: &use)
    }
}

extension FareRules {
    /// Prices a trip by these rules; `date` is the service date that it counts towards.
    public func price(_ ride: Ride, on date: ServiceDate, use: inout AccountUse) -> FareResult {
        guard let terms = media[Int(ride.medium.index)] else { return .refused(.mediumNotAccepted) }
        let percent: Int
        let base: Int
        var steps = FareSteps()
        if ride.carriage == .business {
            guard let business, let businessTerms else { return .refused(.noBusinessFare) }
            guard businessTerms.media & (1 << UInt64(ride.medium.index)) != 0 else {
                return .refused(.mediumNotInBusiness)
            }
            base = business.fare(from: ride.origin, to: ride.destination)
            guard base != FareTable.noFare else { return .refused(.noBusinessFare) }
            percent = businessTerms.percent
            steps.append(.businessCarriage, after: base)
        } else {
            base = ordinary.fare(from: ride.origin, to: ride.destination)
            guard base != FareTable.noFare else { return .refused(.noFare) }
            percent = riderPercents[Int(ride.rider.index)] ?? terms.percent
            guard ride.rider == .adult || riderPercents[Int(ride.rider.index)] != nil else {
                return .refused(.riderNotKnown)
            }
            steps.append(ride.origin == ride.destination ? .sameStation : .baseFare, after: base)
        }
        var price = PriceSoFar(fareFen: base, steps: steps)
        let isConcession = ride.rider != .adult && ride.carriage == .ordinary
        price.apply(isConcession ? .concession : .medium, base * percent / 100)
        use.enter(date)
        if let valid = terms.validSeconds {
            if use.passStart == 0 { use.passStart = ride.entryTime.seconds }
            let age = Int(ride.entryTime.seconds) - Int(use.passStart)
            guard age < valid || ride.waivers.contains(.passEnd) else { return .refused(.passExpired) }
            price.apply(.pass, 0)
        }
        if ride.carriage == .ordinary, grantsTransfer(ride), let transfer {
            price.apply(.transfer, max(0, price.fareFen - transfer.discountFen))
        }
        price.apply(.promotion, price.fareFen - promotionDiscount(ride, price.fareFen, &use))
        if let stayLimit, !ride.waivers.contains(.stayLimit),
            Int(ride.exitTime.seconds) - Int(ride.entryTime.seconds) > stayLimit.seconds
        {
            let surcharge = amount(of: stayLimit.surcharge, fareFen: base, station: ride.destination)
            price.apply(.overtime, price.fareFen + surcharge * percent / 100)
        }
        price.apply(.dayCap, min(price.fareFen, room(under: dayCaps, for: ride, spentFen: use.daySpentFen)))
        price.apply(.weekCap, min(price.fareFen, room(under: weekCaps, for: ride, spentFen: use.weekSpentFen)))
        use.spend(price.fareFen)
        return .fare(FareCalculation(baseFen: base, fareFen: price.fareFen, steps: price.steps))
    }

    /// What all promotions in force take off together, each from what the one before it left.
    private func promotionDiscount(_ ride: Ride, _ fareFen: Int, _ use: inout AccountUse) -> Int {
        var left = fareFen
        for (position, promotion) in promotions.enumerated()
        where promotion.media & (1 << UInt64(ride.medium.index)) != 0 {
            let discount = min(left * promotion.percentOff / 100, promotion.atMostFen)
            guard discount > 0, use.promotionUses(position) < promotion.timesADay else { continue }
            use.countPromotion(position)
            left -= discount
        }
        return fareFen - left
    }

    /// What may still be charged under the lowest cap that holds for a trip.
    private func room(under caps: [FareCap], for ride: Ride, spentFen: Int) -> Int {
        var room = Int.max
        for cap in caps where cap.holds(for: ride) { room = min(room, max(0, cap.amountFen - spentFen)) }
        return room
    }

    /// The amount of a missing-entry or missing-exit rule, counted towards the card's spending.
    public func charge(_ rule: ChargeRule, station: StationIndex?, on date: ServiceDate, use: inout AccountUse) -> Int {
        let fen = amount(of: rule, station: station)
        use.enter(date)
        use.spend(fen)
        return fen
    }

    /// Whether the trip gets the discount after a bus.
    private func grantsTransfer(_ ride: Ride) -> Bool {
        guard let transfer, transfer.media & (1 << UInt64(ride.medium.index)) != 0,
            transfer.riders & (1 << UInt64(ride.rider.index)) != 0
        else { return false }
        switch ride.transfer {
        case .none: return false
        case .marked: return true
        case .bus(let time):
            guard ride.entryTime >= time else { return false }
            return transfer.window.contains(Int(ride.entryTime.seconds - time.seconds))
        }
    }
}

/// A fare on its way through the steps.
private struct PriceSoFar {
    var fareFen: Int
    var steps: FareSteps

    /// Takes a step, unless it changes nothing.
    mutating func apply(_ reason: FareReason, _ after: Int) {
        guard after != fareFen else { return }
        steps.append(reason, after: after)
        fareFen = after
    }
}

extension FareCap {
    fileprivate func holds(for ride: Ride) -> Bool {
        media & (1 << UInt64(ride.medium.index)) != 0 && riders & (1 << UInt64(ride.rider.index)) != 0
    }
}
