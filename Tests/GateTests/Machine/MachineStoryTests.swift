import Gate
import Testing

/// What a lane does over several events: one story a rule.
struct MachineStoryTests {
    struct Story: Sendable, CustomTestStringConvertible {
        let rule: String
        var settings = GateSettings(.entry)
        let steps: [(String, String)]
        var testDescription: String { rule }
    }

    private static let shut = [
        Story(
            rule: "at the start it shuts and welcomes", steps: [("0 tick", "close, show in: welcome")]),
        Story(
            rule: "a rider passes, and it shuts once the zone is free",
            steps: [
                ("0 tick", "close, show in: welcome"), ("1 in 7", "open in 7, show in: go"),
                ("2 zoneOccupied", ""), ("3 passed", "passed 7"), ("3.2 zoneFree", "close"),
                ("4 tick", "show in: welcome"),
            ]),
        Story(
            rule: "a rider who does not come within the time does not pass any more",
            steps: [
                ("0 tick", "close, show in: welcome"), ("1 in 7", "open in 7, show in: go"), ("8.999 tick", ""),
                ("9 tick", "not passed 7, close, show in: welcome"),
            ]),
        Story(
            rule: "a rider in the zone is waited for, and passes late",
            steps: [
                ("0 tick", "close, show in: welcome"), ("1 in 7", "open in 7, show in: go"), ("8 zoneOccupied", ""),
                ("9 tick", ""), ("10 tick", ""), ("10.5 passed", "passed 7, show in: welcome"),
                ("10.6 zoneFree", "close"),
            ]),
        Story(
            rule: "a rider who steps back within the time may go again",
            steps: [
                ("0 tick", "close, show in: welcome"), ("1 in 7", "open in 7, show in: go"), ("2 zoneOccupied", ""),
                ("3 zoneFree", ""), ("3 withdrew", "ignored: riderMayReturn"),
                ("5 passed", "passed 7, close, show in: welcome"),
            ]),
        Story(
            rule: "a rider who steps back after the time has not passed",
            steps: [
                ("0 tick", "close, show in: welcome"), ("1 in 7", "open in 7, show in: go"), ("8 zoneOccupied", ""),
                ("9 tick", ""), ("9.5 withdrew", "not passed 7, show in: welcome"), ("9.6 zoneFree", "close"),
            ]),
        Story(
            rule: "a second tap while one rider is under way waits its turn",
            steps: [
                ("0 tick", "close, show in: welcome"), ("1 in 7", "open in 7, show in: go"), ("2 in 8", "open in 8"),
                ("3 passed", "passed 7"), ("4 passed", "passed 8, close"),
            ]),
        Story(
            rule: "somebody follows: shut, alarm, and the first ticket is used",
            steps: [
                ("0 tick", "close, show in: welcome"), ("1 in 7", "open in 7, show in: go"), ("2 zoneOccupied", ""),
                ("2.5 tailgating", "alarm tailgating, tailgated 7"), ("3 passed", "passed 7"),
                ("3.1 passed", "ignored: covered"), ("3.2 zoneFree", "close"), ("4 tick", "show in: step back"),
                ("7.5 tick", "silence, show in: welcome"),
            ]),
        Story(
            rule: "somebody follows the rider who is through, and the next one keeps the pass",
            steps: [
                ("0 tick", "close, show in: welcome"), ("1 in 7", "open in 7, show in: go"), ("2 zoneOccupied", ""),
                ("3 passed", "passed 7"), ("3.1 in 8", "open in 8"),
                ("3.5 tailgating", "alarm tailgating, tailgated 7"), ("3.6 passed", "ignored: covered"),
                ("3.7 zoneFree", "close"), ("4 passed", "ignored: covered"), ("7 tick", "show in: step back"),
                ("8.5 tick", "silence, open in 8, show in: go"), ("9 passed", "passed 8, close"),
            ]),
        Story(
            rule: "somebody follows long after the rider before: it is the next one's follower",
            steps: [
                ("0 tick", "close, show in: welcome"), ("1 in 7", "open in 7, show in: go"), ("2 zoneOccupied", ""),
                ("3 passed", "passed 7"), ("3.1 in 8", "open in 8"),
                ("4.1 tailgating", "alarm tailgating, tailgated 8"), ("4.2 passed", "passed 8"),
                ("4.3 passed", "ignored: covered"),
            ]),
        Story(
            rule: "a controller that knows whom somebody follows is believed",
            settings: GateSettings(.entry, rest: .open),
            steps: [
                ("0 tick", "stand, show in: welcome"), ("1 in 7", "open in 7, show in: go"), ("1.5 in 8", "open in 8"),
                ("2 zoneOccupied", ""), ("2.5 followed 8", "alarm tailgating, tailgated 8"),
                ("3 passed 8", "passed 8"), ("3.2 passed 8", "ignored: noChange"), ("3.5 passed 7", "passed 7"),
                ("4 followed 7", "alarm tailgating, tailgated 7"),
                ("4.5 passed 99", "alarm unpaid-passage, show in: step back"),
                ("4.6 followed 99", "alarm tailgating"),
            ]),
        Story(
            rule:
                "a wrong number uses up no pass of whom the barrier was not told: who taps behind an intruder goes on",
            steps: [
                ("0 tick", "close, show in: welcome"), ("1 intrusion", "alarm intrusion, show in: step back"),
                ("2 in 7", ""), ("3 followed 7", "alarm tailgating"), ("6 tick", ""),
                ("8 tick", "silence, open in 7, show in: go"), ("9 passed 7", "passed 7, close"),
            ]),
        Story(
            rule: "nobody of whom the barrier was not told has passed, whatever the controller says; who was, has",
            steps: [
                ("0 tick", "close, show in: welcome"), ("1 intrusion", "alarm intrusion, show in: step back"),
                ("2 in 7", ""), ("3 passed 7", "alarm unpaid-passage"), ("6 tick", "open in 7, show in: go"),
                ("7 intrusion", "alarm intrusion, close"), ("7.5 passed 7", "passed 7"),
            ]),
        Story(
            rule: "an intruder does not use up the pass of whoever waits",
            steps: [
                ("0 tick", "close, show in: welcome"), ("1 in 7", "open in 7, show in: go"),
                ("2 intrusion", "alarm intrusion, close"), ("2.5 passed", "alarm unpaid-passage"),
                ("7 tick", "open in 7"), ("8 passed", "silence, passed 7, close"),
            ]),
        Story(
            rule: "a rider who slips through when the time is over has passed",
            steps: [
                ("0 tick", "close, show in: welcome"), ("1 in 7", "open in 7, show in: go"),
                ("9 tick", "not passed 7, close, show in: welcome"), ("9.2 passed", "passed 7"),
                ("9.3 passed", "alarm unpaid-passage"),
            ]),
        Story(
            rule: "once it is shut nobody slips through",
            steps: [
                ("0 tick", "close, show in: welcome"), ("1 in 7", "open in 7, show in: go"),
                ("9 tick", "not passed 7, close, show in: welcome"), ("9.2 barrier closed", ""),
                ("9.3 passed", "alarm unpaid-passage"),
            ]),
        Story(
            rule: "a barrier that reports nothing is shut after a rider's time",
            steps: [
                ("0 tick", "close, show in: welcome"), ("1 in 7", "open in 7, show in: go"),
                ("9 tick", "not passed 7, close, show in: welcome"), ("17 passed 7", "alarm unpaid-passage"),
            ]),
        Story(
            rule: "whose time ran out long ago does not come late because something breaks",
            steps: [
                ("0 tick", "close, show in: welcome"), ("1 in 7", "open in 7, show in: go"),
                ("9 tick", "not passed 7, close, show in: welcome"),
                ("9000 link lost", "alarm link-lost, -> out-of-service by link, show in: out of service"),
                ("9001 passed", "alarm unpaid-passage"), ("9002 passed 7", "alarm unpaid-passage"),
            ]),
        Story(
            rule: "who is late when something breaks still comes late",
            steps: [
                ("0 tick", "close, show in: welcome"), ("1 in 7", "open in 7, show in: go"),
                ("9 tick", "not passed 7, close, show in: welcome"),
                ("16 link lost", "alarm link-lost, -> out-of-service by link, show in: out of service"),
                ("17 passed", "passed 7"), ("18 passed", "alarm unpaid-passage"),
            ]),
        Story(
            rule: "whoever stands in the zone beyond all patience passes late, whenever it is",
            settings: Story.impatient,
            steps: [
                ("0 tick", "close, show in: welcome"), ("1 in 7", "open in 7, show in: go"), ("8 zoneOccupied", ""),
                ("9 tick", ""), ("10 tick", ""), ("11 tick", "alarm zone-blocked, not passed 7, show in: welcome"),
                ("90 passed 7", "silence, passed 7"), ("91 zoneFree", "close"),
            ]),
        Story(
            rule: "a tap that is let through once more passes once",
            steps: [
                ("0 tick", "close, show in: welcome"), ("1 in 7", "open in 7, show in: go"),
                ("9 tick", "not passed 7, close, show in: welcome"), ("9.5 in 7", "open in 7, show in: go"),
                ("11 passed", "passed 7, close"), ("11.5 passed", "alarm unpaid-passage"),
            ]),
        Story(
            rule: "somebody follows just after the rider before is through",
            steps: [
                ("0 tick", "close, show in: welcome"), ("1 in 7", "open in 7, show in: go"),
                ("2 passed", "passed 7, close"), ("2.1 tailgating", "alarm tailgating, tailgated 7"),
                ("30 tick", "silence, show in: welcome"), ("31 tailgating", "alarm tailgating, show in: step back"),
            ]),
        Story(
            rule: "a tailgated ticket is used up even where its rider was not seen",
            steps: [
                ("0 tick", "close, show in: welcome"), ("1 in 7", "open in 7, show in: go"),
                ("2 tailgating", "alarm tailgating, tailgated 7, close"),
                ("7 tick", "silence, passed 7, show in: welcome"),
            ]),
        Story(
            rule: "somebody from the wrong side: shut, then the rider has the whole time again",
            steps: [
                ("0 tick", "close, show in: welcome"), ("1 in 7", "open in 7, show in: go"),
                ("2 intrusion", "alarm intrusion, close"), ("4 tick", "show in: step back"),
                ("7 tick", "silence, open in 7, show in: go"), ("14.999 tick", ""),
                ("15 tick", "not passed 7, close, show in: welcome"),
            ]),
        Story(
            rule: "the intruder stays: shut for as long",
            steps: [
                ("0 tick", "close, show in: welcome"), ("1 intrusion", "alarm intrusion, show in: step back"),
                ("1 zoneOccupied", ""), ("6 tick", "silence"), ("7 tick", ""), ("7.1 zoneFree", ""),
                ("8 tick", "show in: welcome"),
            ]),
        Story(
            rule: "somebody passes whom nobody let in",
            steps: [("0 tick", "close, show in: welcome"), ("1 passed", "alarm unpaid-passage"), ("6 tick", "silence")]),
        Story(
            rule: "closing lets those pass who were approved",
            steps: [
                ("0 tick", "close, show in: welcome"), ("1 in 7", "open in 7, show in: go"),
                ("2 command close", "-> closed by command"), ("3 passed", "passed 7, close"),
                ("4 tick", "show in: closed"),
            ]),
        Story(
            rule: "an emergency ends every pass at once",
            steps: [
                ("0 tick", "close, show in: welcome"), ("1 in 7", "open in 7, show in: go"),
                ("2 line drawn", "-> emergency by emergency-line, not passed 7, release, show in: emergency exit"),
                ("3 passed", "passed freely"),
            ]),
        Story(
            rule: "an emergency ends when its last source has gone, and never onto somebody",
            steps: [
                ("0 line drawn", "-> emergency by emergency-line, release, show in: emergency exit"),
                ("1 command release", ""), ("2 power lost", "alarm power-lost"), ("3 line let go", ""),
                ("4 zoneOccupied", ""), ("5 power back", ""),
                ("6 command end release", "-> normal by command, show in: welcome"), ("8 zoneFree", "silence, close"),
            ]),
        Story(
            rule: "the same tap told twice passes once",
            steps: [
                ("0 tick", "close, show in: welcome"), ("1 in 7", "open in 7, show in: go"),
                ("2 in 7", "ignored: noChange"), ("3 passed", "passed 7, close"),
                ("3.5 passed", "alarm unpaid-passage"),
            ]),
        Story(
            rule: "a clock that goes back stands still",
            steps: [
                ("10 tick", "close, show in: welcome"), ("11 in 7", "open in 7, show in: go"), ("2 tick", ""),
                ("19 tick", "not passed 7, close, show in: welcome"),
            ]),
    ]

    private static let barrier = [
        Story(
            rule: "an obstacle is tried again, then the lane is out of service",
            steps: [
                ("0 tick", "close, show in: welcome"), ("1 barrier obstructed", ""), ("3 tick", "close"),
                ("3.1 barrier obstructed", ""), ("5.1 tick", "close"), ("5.2 barrier obstructed", ""),
                ("7.2 tick", "close"),
                (
                    "7.3 barrier obstructed",
                    "alarm obstructed, -> out-of-service by barrier, show in: out of service"
                ),
                ("8 barrier closed", "-> normal by barrier, close, show in: welcome"),
            ]),
        Story(
            rule: "broken by an obstacle: told to shut again each half minute, and not onto somebody",
            steps: [
                ("0 tick", "close, show in: welcome"), ("1 barrier obstructed", ""), ("3 tick", "close"),
                ("3 barrier obstructed", ""), ("5 tick", "close"), ("5 barrier obstructed", ""), ("7 tick", "close"),
                ("7 barrier obstructed", "alarm obstructed, -> out-of-service by barrier, show in: out of service"),
                ("7.1 barrier opened", "ignored: otherPosition"), ("12 tick", "silence"), ("36.9 tick", ""),
                ("37 tick", "close"), ("37.5 barrier obstructed", "ignored: noChange"), ("60 zoneOccupied", ""),
                ("67.5 tick", ""), ("70 zoneFree", ""), ("97.5 tick", "close"), ("127.5 tick", "close"),
                ("128 barrier closed", "-> normal by barrier, close, show in: welcome"),
            ]),
        Story(
            rule: "broken by an obstacle, then by its own word: told nothing; nor while staff work on it",
            steps: [
                ("0 tick", "close, show in: welcome"), ("1 barrier obstructed", ""), ("3 tick", "close"),
                ("3 barrier obstructed", ""), ("5 tick", "close"), ("5 barrier obstructed", ""), ("7 tick", "close"),
                ("7 barrier obstructed", "alarm obstructed, -> out-of-service by barrier, show in: out of service"),
                ("36 command maintenance", "silence, -> maintenance by command, show in: maintenance"), ("37 tick", ""),
                ("40 command normal", "-> out-of-service by command, show in: out of service"), ("67 tick", "close"),
                ("68 barrier fault", "alarm barrier-fault"), ("97 tick", "silence"), ("200 tick", ""),
            ]),
        Story(
            rule: "an obstacle that goes is forgotten",
            steps: [
                ("0 tick", "close, show in: welcome"), ("1 barrier obstructed", ""), ("2 barrier closed", ""),
                ("3 barrier obstructed", ""), ("5 tick", "close"), ("5.1 barrier closed", ""),
            ]),
        Story(
            rule: "an obstacle in the zone is not shut onto",
            steps: [
                ("0 tick", "close, show in: welcome"), ("1 zoneOccupied", ""), ("1.1 barrier obstructed", ""),
                ("3.1 tick", ""), ("4 zoneFree", ""), ("5.1 tick", "close"),
            ]),
        Story(
            rule: "a broken barrier lets nobody through, and its riders have not passed",
            steps: [
                ("0 tick", "close, show in: welcome"), ("1 in 7", "open in 7, show in: go"),
                (
                    "2 barrier fault",
                    "alarm barrier-fault, -> out-of-service by barrier, not passed 7, show in: out of service"
                ), ("3 in 8", "not passed 8, ignored: notTaken"), ("4 barrier fault", "ignored: noChange"),
                ("5 barrier opened", "-> normal by barrier, close, show in: welcome"),
            ]),
        Story(
            rule: "a barrier that must report and does not is broken",
            settings: Story.reporting,
            steps: [
                ("0 tick", "close, show in: welcome"), ("1 barrier closed", ""), ("2 in 7", "open in 7, show in: go"),
                (
                    "5 tick",
                    "alarm barrier-silent, -> out-of-service by barrier, not passed 7, show in: out of service"
                ),
            ]),
        Story(
            rule: "a report of where it was before is not yet an answer",
            settings: Story.reporting,
            steps: [
                ("0 tick", "close, show in: welcome"), ("0.5 barrier opened", "ignored: otherPosition"),
                ("1 barrier closed", ""), ("2 barrier opened", "close"),
            ]),
        Story(
            rule: "who wants out is tried for without end",
            steps: [
                ("0 command release", "-> emergency by command, release, show in: emergency exit"),
                ("1 barrier obstructed", ""), ("3 tick", "release"), ("3 barrier obstructed", ""),
                ("5 tick", "release"), ("5 barrier obstructed", ""), ("7 tick", "release"),
                ("7 barrier obstructed", "alarm obstructed"), ("9 tick", "release"),
            ]),
        Story(
            rule: "a lost link: out of service, and told anew when it is back",
            steps: [
                ("0 tick", "close, show in: welcome"), ("1 in 7", "open in 7, show in: go"),
                (
                    "2 link lost",
                    "alarm link-lost, -> out-of-service by link, not passed 7, show in: out of service"
                ),
                ("3 link back", "show in: out of service"),
                ("3.1 zoneFree", "-> normal by link, close, show in: welcome"),
            ]),
        Story(
            rule: "who stands in the zone behind a lost link is asked for again",
            steps: [
                ("0 tick", "close, show in: welcome"),
                ("1 link lost", "alarm link-lost, -> out-of-service by link, show in: out of service"),
                ("2 zoneOccupied", ""), ("3 link back", "-> normal by link, show in: welcome"),
                ("4 in 7", "open in 7, show in: go"), ("5 passed", "passed 7"), ("6 zoneFree", "silence, close"),
            ]),
        Story(
            rule: "nobody says who stands in the zone: out of service, and after half a minute somebody is called",
            steps: [
                ("0 tick", "close, show in: welcome"),
                ("1 link lost", "alarm link-lost, -> out-of-service by link, show in: out of service"),
                ("2 link back", "show in: out of service"), ("3 in 7", "not passed 7, ignored: notTaken"),
                ("6 tick", "silence"), ("31.999 tick", ""), ("32 tick", "alarm zone-blocked"), ("37 tick", "silence"),
                ("100 tick", ""), ("101 zoneOccupied", "-> normal by link, show in: welcome"),
                ("102 zoneFree", "close"),
            ]),
        Story(
            rule: "a link that is lost again is waited for anew, and a release does not wait",
            steps: [
                ("0 tick", "close, show in: welcome"),
                ("1 link lost", "alarm link-lost, -> out-of-service by link, show in: out of service"),
                ("2 link back", "show in: out of service"), ("31 link lost", "silence, alarm link-lost"),
                ("36 tick", "silence"), ("40 link back", "show in: out of service"),
                ("50 line drawn", "-> emergency by emergency-line, release, show in: emergency exit"),
                ("69.999 tick", ""), ("70 tick", "alarm zone-blocked"),
                ("71 line let go", "-> out-of-service by emergency-line, show in: out of service"),
                ("80 zoneFree", "silence, -> normal by link, close, show in: welcome"),
            ]),
        Story(
            rule:
                "a barrier that is moving when its link is lost need not report, and one that was silent is asked anew",
            settings: Story.reporting,
            steps: [
                ("0 tick", "close, show in: welcome"),
                ("1 link lost", "alarm link-lost, -> out-of-service by link, show in: out of service"),
                ("5.9 tick", ""), ("6 link back", "silence, show in: out of service"),
                ("6.1 zoneFree", "-> normal by link, close, show in: welcome"),
                ("9.1 tick", "alarm barrier-silent, -> out-of-service by barrier, show in: out of service"),
                ("10 link lost", "alarm link-lost"), ("11 link back", "show in: out of service"),
                ("11.1 zoneFree", "-> normal by link, close, show in: welcome"), ("12 barrier closed", ""),
            ]),
        Story(
            rule: "a lost link releases where the station wants it so",
            settings: Story.releasing,
            steps: [
                ("0 tick", "close, show in: welcome"),
                ("1 link lost", "alarm link-lost, -> emergency by link, release, show in: emergency exit"),
                ("2 link back", "-> out-of-service by link, show in: out of service"),
                ("2.1 zoneFree", "-> normal by link, close, show in: welcome"),
            ]),
        Story(
            rule: "staff move the barrier in maintenance, even a broken one",
            steps: [
                ("0 command maintenance", "-> maintenance by command, close, show in: maintenance"),
                ("1 hand opens", "release"), ("2 passed", "passed freely"), ("3 hand shuts", "close"),
                ("4 barrier fault", "alarm barrier-fault"), ("5 hand opens", "release"),
                ("6 command normal", "-> out-of-service by command, show in: out of service"),
            ]),
    ]

    /// Taken out of service by command, and then something breaks.
    private static let unfit = [
        Story(
            rule: "out of service by command with riders under way: a lost link ends their passes",
            steps: [
                ("0 tick", "close, show in: welcome"), ("1 in 7", "open in 7, show in: go"),
                ("2 command out of service", "-> out-of-service by command"),
                ("3 link lost", "alarm link-lost, not passed 7, show in: out of service"),
                ("4 link back", "show in: out of service"), ("5 zoneFree", "close"),
            ]),
        Story(
            rule: "the same with a lost supply",
            settings: Story.staying,
            steps: [
                ("0 tick", "close, show in: welcome"), ("1 in 7", "open in 7, show in: go"),
                ("2 command out of service", "-> out-of-service by command"),
                ("3 power lost", "alarm power-lost, not passed 7, close, show in: out of service"),
            ]),
        Story(
            rule: "the same with a fault of the barrier, while somebody is shut out",
            steps: [
                ("0 tick", "close, show in: welcome"), ("1 in 7", "open in 7, show in: go"),
                ("2 command out of service", "-> out-of-service by command"),
                ("2.5 intrusion", "alarm intrusion, close"),
                ("3 barrier fault", "alarm barrier-fault, not passed 7, show in: out of service"),
                ("8 tick", "silence"), ("9 barrier closed", "close"),
            ]),
        Story(
            rule: "who is followed then has used the ticket",
            steps: [
                ("0 tick", "close, show in: welcome"), ("1 in 7", "open in 7, show in: go"),
                ("2 command out of service", "-> out-of-service by command"),
                ("2.5 tailgating", "alarm tailgating, tailgated 7, close"),
                ("3 link lost", "alarm link-lost, passed 7, show in: out of service"),
            ]),
    ]

    private static let standing = [
        Story(
            rule: "flaps that stand open hold three riders at once",
            settings: GateSettings(.entry, rest: .open),
            steps: [
                ("0 tick", "stand, show in: welcome"), ("1 in 7", "open in 7, show in: go"), ("1.5 in 8", "open in 8"),
                ("2 in 9", "open in 9"), ("2.1 in 10", "open in 10"), ("3 passed", "passed 7"),
                ("3.1 tailgating", "ignored: covered"), ("3.2 passed", "passed 8"), ("4 passed", "passed 9"),
                ("5 passed", "passed 10, stand"),
            ]),
        Story(
            rule: "they shut before somebody refused, and stand again",
            settings: GateSettings(.entry, rest: .open),
            steps: [
                ("0 tick", "stand, show in: welcome"), ("1 refused in", "close, show in: refused pass-back"),
                ("4 tick", "stand, show in: welcome"),
            ]),
        Story(
            rule: "they open at once for a good ticket after a refusal",
            settings: GateSettings(.entry, rest: .open),
            steps: [
                ("0 tick", "stand, show in: welcome"), ("1 refused in", "close, show in: refused pass-back"),
                ("2 in 7", "open in 7, show in: go"), ("3 passed", "passed 7, stand"),
            ]),
        Story(
            rule: "somebody refused behind a rider: they shut when the rider is through",
            settings: GateSettings(.entry, rest: .open),
            steps: [
                ("0 tick", "stand, show in: welcome"), ("1 in 7", "open in 7, show in: go"),
                ("1.5 refused in", "show in: refused pass-back"), ("2 zoneOccupied", ""), ("3 passed", "passed 7"),
                ("3.1 zoneFree", "close"), ("6 tick", "stand, show in: welcome"),
            ]),
        Story(
            rule: "they shut before an intruder, not onto one",
            settings: GateSettings(.entry, rest: .open),
            steps: [
                ("0 tick", "stand, show in: welcome"), ("1 zoneOccupied", ""),
                ("1.1 intrusion", "alarm intrusion, show in: step back"), ("2 zoneFree", "close"),
                ("6.1 tick", "silence, stand, show in: welcome"),
            ]),
        Story(
            rule: "they shut when nothing can be read",
            settings: GateSettings(.entry, rest: .open),
            steps: [
                ("0 tick", "stand, show in: welcome"),
                ("1 reader in fails", "-> reader-fault by reader, close, show in: other gate"),
                ("2 reader in works", "-> normal by reader, stand, show in: welcome"),
            ]),
        Story(
            rule: "what was granted and not used ends with the last rider's time",
            settings: GateSettings(.entry, rest: .open),
            steps: [
                ("0 tick", "stand, show in: welcome"), ("1 in 7", "open in 7, show in: go"), ("5 in 8", "open in 8"),
                ("12.999 tick", "show in: welcome"), ("13 tick", "not passed 7, not passed 8, stand"),
            ]),
    ]

    private static let twoWay = [
        Story(
            rule: "a two-way lane shows the other side to wait",
            settings: GateSettings(.twoWay),
            steps: [
                ("0 tick", "close, show in: welcome, show out: welcome"),
                ("1 in 7", "open in 7, show in: go, show out: wait"),
                ("2 passed", "passed 7, close, show out: welcome"),
                ("3 out 8", "open out 8, show in: wait, show out: go 500 of 1200"),
            ]),
        Story(
            rule: "two taps at once: the second way opens when the first is through",
            settings: GateSettings(.twoWay),
            steps: [
                ("0 tick", "close, show in: welcome, show out: welcome"),
                ("1 in 7", "open in 7, show in: go, show out: wait"), ("1.1 out 8", ""), ("2 zoneOccupied", ""),
                ("3 passed", "passed 7"), ("3.1 zoneFree", "open out 8, show in: wait, show out: go 500 of 1200"),
                ("4 passed", "passed 8, close, show in: welcome"),
            ]),
        Story(
            rule: "one reader fails: that side is closed, the other goes on",
            settings: GateSettings(.twoWay),
            steps: [
                ("0 tick", "close, show in: welcome, show out: welcome"),
                ("1 reader out fails", "show out: other gate"), ("2 in 7", "open in 7, show in: go"),
                ("3 reader in fails", "-> reader-fault by reader"), ("4 passed", "passed 7, close"),
                ("5 reader out works", "-> normal by reader, show in: other gate, show out: welcome"),
            ]),
        Story(
            rule: "a two-way lane used one way by command",
            settings: GateSettings(.twoWay),
            steps: [
                ("0 tick", "close, show in: welcome, show out: welcome"), ("1 command ways 2", "show in: closed"),
                ("2 command ways 2", "ignored: noChange"), ("3 command ways 0", "ignored: noSuchDirection"),
                ("4 command ways 3", "show in: welcome"),
            ]),
        Story(
            rule: "a tap of a way that the lane has not is let through by nobody",
            steps: [
                ("0 tick", "close, show in: welcome"), ("1 out 8", "not passed 8, ignored: noSuchDirection"),
                ("2 refused out", "ignored: noSuchDirection"), ("3 reader out fails", "ignored: noSuchDirection"),
            ]),
    ]

    @Test(arguments: shut + barrier + unfit + standing + twoWay)
    func story(_ story: Story) throws {
        var play = MachinePlay(story.settings)
        for (step, expected) in story.steps {
            let found = play.play(step)
            let actions = try #require(found, "\(step) is no step")
            #expect(actions == expected, "\(step)")
        }
    }

    @Test("a side takes media while the lane is free, or its own riders are fewer than the credits")
    func accepts() {
        var play = MachinePlay(GateSettings(.twoWay, credits: 2))
        func ways(_ machine: GateMachine) -> [Bool] { [machine.accepts(.entry), machine.accepts(.exit)] }
        let steps: [(String, [Bool])] = [
            ("0 tick", [true, true]), ("1 in 7", [true, false]), ("2 in 8", [false, false]),
            ("3 passed", [true, false]), ("4 passed", [true, true]), ("5 intrusion", [false, false]),
            ("10 tick", [true, true]), ("11 reader in fails", [false, true]), ("12 command ways 1", [false, false]),
            ("13 reader in works", [true, false]), ("14 command close", [false, false]),
        ]
        for (step, expected) in steps {
            _ = play.play(step)
            #expect(ways(play.machine) == expected, "\(step)")
        }
    }
}

extension MachineStoryTests.Story {
    static let reporting: GateSettings = {
        var settings = GateSettings(.entry)
        settings.reportMilliseconds = 3000
        return settings
    }()
    static let staying: GateSettings = {
        var settings = GateSettings(.entry)
        settings.releasesOnPowerLoss = false
        return settings
    }()
    static let impatient: GateSettings = {
        var settings = GateSettings(.entry)
        settings.longestHoldMilliseconds = 2000
        return settings
    }()
    static let releasing: GateSettings = {
        var settings = GateSettings(.entry)
        settings.releasesOnLinkLoss = true
        return settings
    }()
}
