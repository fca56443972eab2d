import ArgumentParser

/// `faregate fare`: one trip, the whole matrix, a check against the published table, a batch.
struct FareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fare",
        abstract: "Price trips exactly, with every step of the reasoning.",
        discussion: """
            Examples:
              faregate fare 罗湖 机场东
              faregate fare Luohu "Airport East" --medium shenzhen-tong --rider student --json
              faregate fare SZ001 SZ047 --edition 2018-08 --date 2018-09-01
              faregate fare check --edition current
              faregate fare matrix --network my-city --format csv > fares.csv
              faregate fare 香港西九龙 Futian --network rail --date 2018-09-23 --currency HKD
              faregate fare Humen Wuhan --network rail --train-letter G --rider child --json
              faregate fare check --network rail
            """,
        subcommands: [FareTripCommand.self, FareMatrixCommand.self, FareCheckCommand.self, FareBatchCommand.self],
        defaultSubcommand: FareTripCommand.self)
}
