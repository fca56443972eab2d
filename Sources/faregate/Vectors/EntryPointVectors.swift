import EMV
import SmartCard

/// The checks of `entry-point.json`: EMVCo's entry-point cases as libpay's own run of them recorded them.
enum EntryPointVectors {
    /// Plays an item and lists where its run differs from what it expects; empty: nowhere.
    ///
    /// An item that cannot be played, an input that is missing or unknown, and an expectation that is unknown are
    /// differences too.
    static func check(_ item: [String: Any]) -> [String] {
        guard let value = VectorValue(item) else { return ["item: expected text, whole numbers, lists and objects"] }
        do throws(VectorItemError) {
            return try check(value)
        } catch {
            return [error.text]
        }
    }

    private static func check(_ value: VectorValue) throws(VectorItemError) -> [String] {
        let item = try EntryPointItem(value)
        let differences = try differences(of: item, value)
        guard item.isSelectionFree, !differences.isEmpty else { return differences }
        // Candidates that tie are taken in the order of the reader's tables, which is free: whatever order it has, the
        // listed example must be what comes of one of them.
        for order in try EntryPointChoices.orders(of: item) {
            if try Self.differences(of: order, value).isEmpty { return [] }
        }
        return differences
    }

    private static func differences(
        of item: EntryPointItem, _ value: VectorValue
    ) throws(VectorItemError) -> [String] {
        var expected = try VectorReader(value["expected"], "expected")
        let runs = try expected.required("runs")
        var player = EntryPointPlayer(item)
        let observation = try player.play()

        var differences = VectorValue.differences(
            canonical(runs), canonical(.list(observation.runs)), at: "expected.runs")
        if observation.unusedSteps > 0 {
            differences.append("kernel_script: expected all entries used got \(observation.unusedSteps) left")
        }
        differences += requests(
            expected.optional("ui_requests"), isLast: expected.optional("ui_is_last"), observation)
        differences += moments(&expected, observation)
        if let data = expected.optional("kernel_data") {
            differences += try EntryPointKernelData.differences(data, observation, item)
        }
        if let checks = expected.optional("source_checks") {
            differences += try sourceChecks(checks, value["expected"], observation)
        }
        try expected.finish()
        return differences
    }

    /// The runs with candidates that tie in priority and position in the order of their words: any order is right.
    private static func canonical(_ runs: VectorValue) -> VectorValue {
        guard case .list(let list) = runs else { return runs }
        return .list(
            list.map { run in
                guard case .object(var members) = run, case .list(let candidates)? = members["candidates"] else {
                    return run
                }
                var sorted: [VectorValue] = []
                for candidate in candidates {
                    var place = sorted.count
                    while place > 0, isTied(sorted[place - 1], candidate),
                        candidate.description < sorted[place - 1].description
                    { place -= 1 }
                    sorted.insert(candidate, at: place)
                }
                members["candidates"] = .list(sorted)
                return .object(members)
            })
    }

    static func isTied(_ one: VectorValue, _ other: VectorValue) -> Bool {
        one["priority"] == other["priority"] && one["position"] == other["position"]
    }

    /// The display: the listed requests in this order, others between; the last one of all, if that is said.
    private static func requests(
        _ wanted: VectorValue?, isLast: VectorValue?, _ observation: EntryPointObservation
    ) -> [String] {
        let shown = observation.shown.map { VectorValue($0.request) }
        var differences: [String] = []
        var next = 0
        if let wanted {
            guard case .list(let list) = wanted, !list.isEmpty else {
                return ["expected.ui_requests: expected a list got \(wanted)"]
            }
            for (index, request) in list.enumerated() {
                if let found = shown[next...].firstIndex(of: request) {
                    next = found + 1
                } else {
                    differences.append(
                        "expected.ui_requests[\(index)]: expected \(request) got \(VectorValue.list(shown))")
                }
            }
        }
        if let isLast {
            let got = VectorValue.flag(wanted?.elements.last == shown.last)
            differences += VectorValue.differences(isLast, got, at: "expected.ui_is_last")
        }
        return differences
    }

    /// Field and display at the moments that the item names.
    private static func moments(_ expected: inout VectorReader, _ observation: EntryPointObservation) -> [String] {
        var differences: [String] = []
        if let wanted = expected.optional("reader_before") {
            let got = observation.before.map { moment in
                VectorValue.object(["field": field(moment.isFieldOn), "ui": VectorValue(moment.request)])
            }
            differences += VectorValue.differences(wanted, got, at: "expected.reader_before")
        }
        if let wanted = expected.optional("field_on_at_first_outcome") {
            let got = observation.isFieldOnAtFirstOutcome.map { VectorValue.flag($0) }
            differences += VectorValue.differences(wanted, got, at: "expected.field_on_at_first_outcome")
        }
        if let wanted = expected.optional("field_on_at_ui") {
            differences += fieldAtRequest(wanted, observation)
        }
        if let wanted = expected.optional("field_at_end") {
            var got = field(observation.isFieldOnAtEnd)
            if case .flag = wanted { got = .flag(observation.isFieldOnAtEnd) }
            differences += VectorValue.differences(wanted, got, at: "expected.field_at_end")
        }
        return differences
    }

    private static func field(_ isOn: Bool) -> VectorValue { .text(isOn ? "on" : "off") }

    /// The published part of the file has no example of this key, so each form that says something is taken: a request
    /// (or its message alone, or a list of them) at which the field must be on, or a flag for the last one shown.
    private static func fieldAtRequest(_ wanted: VectorValue, _ observation: EntryPointObservation) -> [String] {
        let path = "expected.field_on_at_ui"
        switch wanted {
        case .list(let list):
            return list.isEmpty ? ["\(path): expected a request"] : list.flatMap { fieldAtRequest($0, observation) }
        case .flag:
            return VectorValue.differences(
                wanted, observation.shown.last.map { .flag($0.isFieldOn) }, at: path)
        default:
            let isThere = observation.shown.contains { shown in
                let request = VectorValue(shown.request)
                return shown.isFieldOn && (request == wanted || request["message"] == wanted)
            }
            return isThere ? [] : ["\(path): expected the field on at \(wanted) got no such request"]
        }
    }

    /// What the source's own criterion looks at must at least be there to look at.
    private static func sourceChecks(
        _ checks: VectorValue, _ expected: VectorValue?, _ observation: EntryPointObservation
    ) throws(VectorItemError) -> [String] {
        var reader = try VectorReader(checks, "expected.source_checks")
        let decided = try reader.text("decided_by")
        let needed: [String: String?] = [
            "kernel activation": nil, "SELECT": nil, "final outcome": nil, "UI request": "ui_requests",
            "end of transaction": "ui_requests", "before activation": "reader_before",
        ]
        guard let decided, let key = needed[decided] else {
            return ["expected.source_checks.decided_by: expected a known moment got \(decided ?? "nothing")"]
        }
        var differences: [String] = []
        if let key, expected?[key] == nil {
            differences.append("expected.source_checks.decided_by: expected \(key) for \(decided) got none")
        }
        let known = Set(EntryPointNames.indicators.map(\.key) + ["kernel_id", "ttq", "restart", "start", "fci"])
        for (index, field) in (reader.optional("fields")?.elements ?? []).enumerated() {
            let path = "expected.source_checks.fields[\(index)]"
            var field = try VectorReader(field, path)
            let activation = try field.number("activation")
            if activation.map({ $0 >= observation.activations.count }) ?? true {
                differences.append("\(path).activation: expected a kernel activation got \(activation ?? -1)")
            }
            for name in try field.list("names") where !(name.text.map(known.contains) ?? false) {
                differences.append("\(path).names: expected a known field got \(name)")
            }
            try field.finish()
        }
        try reader.finish()
        return differences
    }
}
