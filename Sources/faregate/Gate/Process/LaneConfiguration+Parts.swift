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

extension LaneConfiguration.Way {
    /// Names of what takes media, as logs and the status have them.
    var sourceNames: [String] {
        [
            reader.map { "reader \($0.value)" }, scanner.map { "scanner \($0.device.path)" },
            camera.map { "camera \($0.source.path)" }, deck.map { "simulated \($0.profile.value)" },
        ].compactMap(\.self)
    }
}
