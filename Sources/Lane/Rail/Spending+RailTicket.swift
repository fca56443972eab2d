import Fares
import Gate
import QRTickets

extension Spending {
    /// The use of a ticket at a gate: it is kept until nobody is let out on the ticket any more.
    init(_ ticket: RailTicketFacts, at check: RailCheck, now: UInt32) {
        let day = Int(ticket.trainDate.dayNumber) + check.windows.exitDays + 1
        let end = day * Self.daySeconds - Int(LaneClock.chinaOffset)
        // A train may call here days after its date.
        let least = Int(now) + Self.daySeconds
        self.init(
            key: ReplayKey(railTicket: ticket.ticketNumber, isExit: check.isExit),
            expires: UInt32(clamping: max(least, end)), seen: nil, now: now, isCode: false)
    }

    private static let daySeconds = 86_400
}

extension RailWindows {
    /// The longest that a use can be kept, in seconds: from the evening before the train's day to the end of its exit.
    package var longestUseSeconds: UInt32 { UInt32(exitDays + 2) * 86_400 }
}
