extension BarrierConfiguration {
    private static let known = [
        "kind", "path", "address", "baud", "form", "passSeconds", "releaseOnLinkLoss", "releaseOnPowerLoss", "reportMs",
    ]

    /// The barrier of a lane; none where the lane names none.
    static func read(_ lane: ConfigurationSection, _ context: ConfigurationContext) -> BarrierConfiguration {
        var barrier = BarrierConfiguration()
        guard let section = lane.section("barrier", known: known, shortFor: "kind") else { return barrier }
        section.require("kind")
        barrier.form = section.choice("form") ?? barrier.form
        barrier.passSeconds = section.integer("passSeconds", 1...60) ?? barrier.passSeconds
        barrier.releasesOnLinkLoss = section.flag("releaseOnLinkLoss") ?? false
        barrier.releasesOnPowerLoss = section.flag("releaseOnPowerLoss") ?? true
        barrier.reportMilliseconds = section.integer("reportMs", 100...60_000)
        barrier.path = section.path("path", context)
        barrier.rate = LaneConfiguration.rate(section) ?? barrier.rate
        barrier.address = address(section)
        guard let kind = section.choice("kind", as: Kind.self) else { return barrier }
        barrier.kind = kind
        let needs: String? =
            switch kind {
            case .none, .simulated: nil
            case .signals, .serial: "path"
            case .tcp: "address"
            }
        if let needs { section.require(needs) }
        for name in ["path", "address"] where name != needs && section.has(name) {
            section.refuse(name, .notWith("kind: \(kind.rawValue)"))
        }
        // Others say nothing of themselves.
        for name in ["releaseOnPowerLoss", "reportMs"] where needs == nil || kind == .signals {
            if section.has(name) { section.refuse(name, .notWith("kind: \(kind.rawValue)")) }
        }
        if kind != .serial, section.has("baud") { section.refuse("baud", .notWith("kind: \(kind.rawValue)")) }
        return barrier
    }

    private static func address(_ section: ConfigurationSection) -> ConfigurationValue<String>? {
        guard let text = section.text("address", longest: 256) else { return nil }
        guard !text.contains("/"), GateLineAddress(text) != nil else {
            section.refuse("address", .expected(.address, found: text))
            return nil
        }
        return ConfigurationValue(text, at: section.place("address"))
    }
}
