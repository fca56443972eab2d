import Simulator

extension StationReport {
    /// A row a point; of one run without a sweep a row a minute.
    var csv: String {
        if sweep == nil, points[0].runs.count == 1 { return minutes(points[0].runs[0]) }
        let head =
            "gates,arrivals_per_minute,seeds,passengers,passengers_per_minute,passengers_per_minute_ci95,"
            + "waiting_mean_ms,waiting_mean_ci95_ms,waiting_p50_ms,waiting_p90_ms,waiting_p99_ms,waiting_max_ms,"
            + "queue_mean,queue_max,refused,torn,to_staff\n"
        return head
            + points.map { point in
                let (flow, wait) = (point.passengersPerMinute, point.meanWaitMilliseconds)
                func text(_ microseconds: Double) -> String {
                    point.waits.count == 0 ? "" : fixed(microseconds / 1000, 3)
                }
                func milliseconds(_ percent: Int) -> String { text(Double(point.waits.percentile(percent))) }
                return [
                    "\(point.plan.gates)", point.rate.map { fixed($0, 3) } ?? "", "\(point.runs.count)",
                    "\(point.sum(\.passengers))", fixed(flow.mean, 3), flow.halfWidth.map { fixed($0, 3) } ?? "",
                    text(point.waits.mean), wait.halfWidth.map { fixed($0, 3) } ?? "", milliseconds(50),
                    milliseconds(90), milliseconds(99), text(Double(point.waits.most)),
                    fixed(point.mean(\.queueMean).mean, 4), "\(point.queueMost)", "\(point.refused)",
                    "\(point.sum(\.torn))", "\(point.sum(\.toStaff))",
                ].joined(separator: ",") + "\n"
            }.joined()
    }

    private func minutes(_ run: StationFigures) -> String {
        "minute,arrived,passed,queue_max,waiting_mean_ms\n"
            + run.series.enumerated().map { minute, figures in
                "\(minute),\(figures.arrived),\(figures.passed),\(figures.queueMost),"
                    + "\(figures.meanWait.map { fixed($0 / 1000, 3) } ?? "")\n"
            }.joined()
    }
}
