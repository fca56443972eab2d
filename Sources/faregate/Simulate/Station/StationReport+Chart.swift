import Simulator

extension StationReport {
    /// Along a sweep passengers a minute and the ninetieth percentile of the wait; else a line a minute.
    func chart(_ language: Language) -> LineChart {
        guard let sweep else { return minutes(language) }
        let flows = points.map(\.passengersPerMinute)
        return LineChart(
            title: language.pick("闸机通过能力与等候时间", "Throughput and waiting at the gates"), subtitle: mix,
            axis: sweep.axis == .gates ? language.pick("闸机数", "gates") : language.pick("每分钟到达人数", "arrivals a minute"),
            positions: sweep.values.map(Double.init),
            left: LineChart.Series(
                name: language.pick("每分钟通过人数", "passengers a minute"), values: flows.map(\.mean),
                halfWidths: flows.compactMap(\.halfWidth)),
            right: points.contains { $0.plan.arrivals == .endless }
                ? nil
                : LineChart.Series(
                    name: language.pick("等候时间 p90（秒）", "waiting, p90 (s)"),
                    values: points.map { Double($0.waits.percentile(90)) / 1e6 }))
    }

    /// The media and their shares.
    private var mix: String {
        points[0].plan.media.map { "\($0.name) \(DecimalText.text(thousandths: $0.perMillion / 1000))" }
            .joined(separator: ", ")
    }

    private func minutes(_ language: Language) -> LineChart {
        let runs = points[0].runs
        let count = points[0].plan.minutes
        func mean(_ value: (StationFigures.Minute) -> Double) -> [Double] {
            (0..<count).map { minute in runs.reduce(0) { $0 + value($1.series[minute]) } / Double(runs.count) }
        }
        return LineChart(
            title: language.pick("\(points[0].plan.gates) 台闸机", "\(points[0].plan.gates) gates"), subtitle: mix,
            axis: language.pick("分钟", "minute"), positions: (0..<count).map(Double.init),
            left: LineChart.Series(
                name: language.pick("每分钟通过人数", "passengers a minute"), values: mean { Double($0.passed) }),
            right: LineChart.Series(
                name: language.pick("最长队列", "longest queue"), values: mean { Double($0.queueMost) }))
    }
}
