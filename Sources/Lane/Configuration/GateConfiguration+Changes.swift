extension GateConfiguration {
    /// What differs between two configurations, by the names of the keys.
    package struct Changes: Hashable, Sendable {
        /// What a running process can take over.
        package var live: [String] = []
        /// What it can take over at its next start alone.
        package var atRestart: [String] = []

        package init() {}
    }

    /// What has changed in `new`.
    package func changes(to new: GateConfiguration) -> Changes {
        var changes = Changes()
        func compare<Value: Equatable>(_ name: String, _ key: KeyPath<GateConfiguration, Value>, isLive: Bool = false) {
            guard self[keyPath: key] != new[keyPath: key] else { return }
            if isLive { changes.live.append(name) } else { changes.atRestart.append(name) }
        }
        compare("station", \.station)
        compare("device", \.device)
        compare("edition", \.fares.edition)
        compare("network", \.fares.network)
        compare("tariff", \.fares.tariff)
        compare("journal", \.store)
        compare("tokens", \.tokens)
        compare("keys.ca", \.keys.ca, isLive: true)
        compare("keys.roots", \.keys.roots)
        compare("keys.railway", \.keys.railway)
        compare("keys.acquirer", \.keys.acquirer)
        compare("keys.test", \.keys.acceptsTest)
        compare("cards", \.cards, isLive: true)
        compare("codes", \.codes)
        compare("denyList", \.denyList, isLive: true)
        compare("revocations", \.revocations, isLive: true)
        compare("bundles", \.bundles)
        compare("releases", \.releases)
        compare("limits.hangSeconds", \.limits.hangSeconds, isLive: true)
        compare("limits", \.limits.ofSockets)
        compare("status", \.status)
        compare("control", \.control)
        compare("log.level", \.log.level, isLive: true)
        compare("log.format", \.log.format)
        compare("language", \.language)
        let others = Dictionary(new.lanes.map { ($0.id.value, $0) }) { first, _ in first }
        for lane in lanes where others[lane.id.value] != lane { changes.atRestart.append("lanes.\(lane.id.value)") }
        let known = Set(lanes.map(\.id.value))
        for lane in new.lanes where !known.contains(lane.id.value) {
            changes.atRestart.append("lanes.\(lane.id.value)")
        }
        // Records know lanes by their places.
        if changes.atRestart.allSatisfy({ !$0.hasPrefix("lanes.") }), lanes != new.lanes {
            changes.atRestart.append("lanes")
        }
        return changes
    }
}
