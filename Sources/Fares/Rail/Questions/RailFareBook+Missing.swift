/// Why a pair has no fare: the most telling reason first.
extension RailFareBook {
    func missing(_ question: RailQuestion) -> RailRefusal {
        let (from, to) = (question.from, question.to)
        guard isPriced(from), isPriced(to) else { return .noFare }
        if question.date != nil, let first = firstDay(question, question.seatClass) { return .notInForce(first: first) }
        if question.seatClass != .second,
            question.letters.contains(where: { !legs(from: from, to: to, $0, .second, on: question.date).isEmpty })
        {
            return .noClassFare(question.seatClass)
        }
        let announced = rows.neverSold(from, to).filter { $0.status == .announced }
        if !announced.isEmpty, !isSold(from, to) { return .onlyAnnounced(announced) }
        if isFutian(from) || isFutian(to) { return .futianNotComposed }
        guard let hub = sums.hub(from, to, question.letter ?? .g) else { return .noFare }
        let parts = stations.isCrossBorder(hub, to) ? [(from, hub), (hub, to)] : [(hub, to), (from, hub)]
        for (start, end) in parts {
            let isKnown = question.letters.contains { letter in
                leg(start, end, sums.letter(of: letter, from: start, to: end), .second, on: question.date) != nil
            }
            if !isKnown { return .noLeg(from: start, to: end, letter: question.letter) }
        }
        // Both legs are there, but not for the same train.
        return .noFare
    }

    /// Whether kilometres may stand in: not over the boundary, and not between Guangzhou and Shenzhen, where all lines
    /// are far above any rate a kilometre (74.5 yuan for 102 km).
    func isEstimable(_ from: StationIndex, _ to: StationIndex) -> Bool {
        guard !stations.isCrossBorder(from, to), !isFutian(from), !isFutian(to) else { return false }
        return ![from, to].allSatisfy {
            let station = stations.stations[Int($0)]
            return station.side == .corridor || station.side == .delta || station.haul == .short
        }
    }

    /// The first day on which the pair has a fare.
    private func firstDay(_ question: RailQuestion, _ seatClass: RailClass) -> ServiceDate? {
        for table in tables {
            for letter in question.letters {
                let plane = table.plane(letter, seatClass)
                if table.source(from: question.from, to: question.to, in: plane) != .none { return table.from }
            }
        }
        return nil
    }

    /// Whether the pair has a fare at all, in whatever train.
    private func isSold(_ from: StationIndex, _ to: StationIndex) -> Bool {
        RailLetter.allCases.contains { !legs(from: from, to: to, $0, .second, on: nil).isEmpty }
    }

    private func isFutian(_ station: StationIndex) -> Bool { stations.stations[Int(station)].id == "NZQ" }
}
