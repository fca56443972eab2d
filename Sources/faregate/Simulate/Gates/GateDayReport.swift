import Fares
import SmartCard

/// What a day of live gates has come to, beside what it should have.
struct GateDayReport {
    /// Taps of the day that were shown to a gate.
    var turns = 0
    var cards = 0
    var lanes = 0
    var processes = 0
    var counts = GateDayLane.Counts()
    /// Kills of a gate that had started, and those that could not be done.
    var kills = 0
    var killsLeft = 0
    /// Journals that `journal verify` finds sound.
    var soundJournals = 0
    /// Gates that ended with exit code 0.
    var cleanEnds = 0
    /// Taps in the batches.
    var settledTaps = 0
    /// Approved taps for which no barrier has opened: the rider has paid and stands outside.
    var unopenedTaps = 0
    /// Taps that stand in more than one batch, or twice in one.
    var doubledTaps = 0
    /// Batches after settling twice; more than one means that the second time has changed something.
    var batches = 0
    /// What the batches charge, and what the generator says, in fen.
    var chargedFen = 0
    var truthFen = 0
    /// Cards whose sums differ.
    var differentCards = 0
    var wallSeconds = 0.0

    /// Taps that riders passed by, each once.
    var throughTaps = 0

    /// Whether everything is as it should be.
    var isRight: Bool {
        soundJournals == processes && cleanEnds == processes && batches == 1 && doubledTaps == 0
            && unopenedTaps == 0 && settledTaps == throughTaps && differentCards == 0 && chargedFen == truthFen
    }

    var json: JSONValue {
        .object([
            ("turns", .integer(turns)), ("cards", .integer(cards)), ("lanes", .integer(lanes)),
            ("processes", .integer(processes)), ("kills", .integer(kills)),
            ("kills_not_done", .integer(killsLeft)), ("opened", .integer(counts.opened)),
            ("through", .integer(throughTaps)),
            ("resumed", .integer(counts.resumed)), ("through_before_the_kill", .integer(counts.throughBefore)),
            ("refused", .integer(counts.refused)), ("cut_answers", .integer(counts.cut)),
            ("refusals", .object(counts.reasons.sorted { $0.key < $1.key }.map { ($0.key, .integer($0.value)) })),
            ("sound_journals", .integer(soundJournals)), ("clean_ends", .integer(cleanEnds)),
            ("settled_taps", .integer(settledTaps)), ("doubled_taps", .integer(doubledTaps)),
            ("unopened_taps", .integer(unopenedTaps)),
            ("batches", .integer(batches)), ("charged_fen", .integer(chargedFen)), ("truth_fen", .integer(truthFen)),
            ("different_cards", .integer(differentCards)), ("right", .bool(isRight)),
            ("wall_seconds", .number(wallSeconds, decimals: 1)),
        ])
    }

    func text(_ language: Language) -> String {
        var lines: [String] = []
        func add(_ zh: String, _ en: String, _ value: String) { lines.append("  \(language.pick(zh, en)): \(value)") }
        lines.append(language.pick("真实闸机进程的一天", "a day of live gates"))
        add("进程 / 通道", "processes / lanes", "\(processes) / \(lanes)")
        add("票卡 / 刷卡", "cards / taps shown", "\(grouped(cards)) / \(grouped(turns))")
        add("强制终止", "kill -9", "\(kills)")
        let words = GateDayWords.killsLeft(killsLeft)
        if killsLeft > 0 { lines.append("  " + language.pick(words.chinese, words.english)) }
        add(
            "放行 / 其中补开", "let through / of them resumed",
            "\(grouped(throughTaps)) / \(grouped(counts.resumed + counts.throughBefore))")
        add("拒绝", "refused", grouped(counts.refused))
        add("完好的日志", "sound journals", "\(soundJournals)")
        add("正常结束的进程", "clean ends", "\(cleanEnds)")
        add("已清分 / 重复", "settled taps / doubled", "\(grouped(settledTaps)) / \(doubledTaps)")
        add("批准而未开门", "approved, not opened", "\(unopenedTaps)")
        add("应收", "charged", yuan(chargedFen))
        add("生成器的真值", "the generator's truth", yuan(truthFen))
        add("不符的票卡", "cards that differ", "\(differentCards)")
        lines.append(
            isRight
                ? language.pick("每笔放行恰好清分一次，金额分毫不差", "every approved tap settled exactly once, equal to the fen")
                : language.pick("有差异", "there are differences"))
        return lines.joined(separator: "\n") + "\n"
    }
}
