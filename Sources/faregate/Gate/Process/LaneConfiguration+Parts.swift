import Gate
import Lane

extension LaneConfiguration {
    /// What its machine is.
    var machineSettings: GateSettings {
        let directions: LaneDirections =
            switch direction {
            case .entry: .entry
            case .exit: .exit
            case .twoWay: .twoWay
            }
        var settings = GateSettings(directions, rest: barrier.form == .normallyOpen ? .open : .closed)
        settings.passageMilliseconds = UInt32(barrier.passSeconds) * 1000
        settings.releasesOnLinkLoss = barrier.releasesOnLinkLoss
        settings.releasesOnPowerLoss = barrier.releasesOnPowerLoss
        settings.reportMilliseconds = barrier.reportMilliseconds.map { UInt32($0) }
        return settings
    }
}

extension BarrierConfiguration {
    /// Where its controller is; nil for a barrier that has none on a line.
    var line: GateLineAddress? {
        switch kind {
        case .none, .simulated, .signals: nil
        case .serial: path.map { .serial(path: $0.path, rate: rate) }
        case .tcp: address.flatMap { GateLineAddress($0.value) }
        }
    }
}

extension LaneConfiguration {
    /// Names of what takes media for one of its ways, as logs and the status have them; no two of a lane are alike.
    func sourceNames(_ way: Way) -> [String] {
        // Both ways of a lane may have cards of one profile.
        let side = direction == .twoWay ? (way.direction == .exit ? " exit" : " entry") : ""
        return [
            way.reader.map { "reader \($0.value)" }, way.scanner.map { "scanner \($0.device.path)" },
            way.camera.map { "camera \($0.source.path)" }, way.deck.map { "simulated \($0.profile.value)\(side)" },
        ].compactMap(\.self)
    }
}
