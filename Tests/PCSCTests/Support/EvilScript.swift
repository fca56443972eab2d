import CardEmulator

/// A card that lies or misbehaves: at which command it does what.
struct EvilScript: Sendable {
    /// What the card does with one command, or with the reader's question for its answer to reset.
    enum Deed: Sendable {
        /// It answers this.
        case answer([UInt8])
        /// These bytes go out as they are, without a frame around them.
        case wire([UInt8])
        /// It is gone, and has sent these bytes before.
        case leave(afterWire: [UInt8])
        /// It takes so long, and answers this.
        case late(milliseconds: Int, [UInt8])
        /// It never answers, and stays.
        case silence
    }

    /// The family and the script in it, such as `leaves: at command 3`.
    let name: String
    /// What the card would be if it were good.
    let profile: CardProfile
    /// What it does with a command; nil: what a good card does. Given are the command's number from 1 after the card
    /// has come, the command, and the good answer.
    let deed: @Sendable (Int, [UInt8], [UInt8]) -> Deed?
    /// What it does when it is asked for its answer to reset, 1 the first time; nil: what a good card does.
    let atReset: @Sendable (Int) -> Deed?

    init(
        _ name: String, _ profile: CardProfile = .quickPassCredit,
        deed: @escaping @Sendable (Int, [UInt8], [UInt8]) -> Deed?
    ) {
        self.name = name
        self.profile = profile
        self.deed = deed
        atReset = { _ in nil }
    }

    /// A script of a card that is good but for its answer to reset.
    init(_ name: String, atReset: @escaping @Sendable (Int) -> Deed?) {
        self.name = name
        profile = .quickPassCredit
        deed = { _, _, _ in nil }
        self.atReset = atReset
    }

    /// A script that changes the good answer to one command.
    static func changing(
        _ name: String, at command: Int, _ profile: CardProfile = .quickPassCredit,
        _ change: @escaping @Sendable ([UInt8]) -> [UInt8]
    ) -> EvilScript {
        EvilScript(name, profile) { number, _, good in number == command ? .answer(change(good)) : nil }
    }

    /// A script with one deed at one command.
    static func doing(
        _ name: String, at command: Int, _ profile: CardProfile = .quickPassCredit,
        _ deed: @escaping @Sendable ([UInt8]) -> Deed
    ) -> EvilScript {
        EvilScript(name, profile) { number, _, good in number == command ? deed(good) : nil }
    }
}
