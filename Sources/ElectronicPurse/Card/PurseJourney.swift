/// A record of file 1E: where a journey stands.
///
/// - **Source**: T-Union_Master and two copies of a validator's header (emv.md, 7); JT/T 978 was not read.
package struct PurseJourney: Hashable, Sendable {
    /// Bytes in a record.
    package static let length = 48
    /// The fewest bytes that are read: without the limits of incomplete trips.
    package static let shortest = 42

    /// The states of the purse; odd numbers are those of the electronic cash beside it.
    package enum State {
        package static let initial: UInt8 = 0x00
        package static let enteredWithCash: UInt8 = 0x01
        package static let entered: UInt8 = 0x03
        package static let left: UInt8 = 0x04
    }

    package var state: UInt8
    /// Eight bytes: two zeros and the terminal's number.
    package var terminal: UInt64
    /// Means of travel.
    package var mode: UInt8
    /// Seven bytes: line and station as the operator numbers them.
    package var place: UInt64
    package var amountFen: UInt32
    /// The balance after the transaction.
    package var balanceFen: UInt32
    /// Fourteen digits; zeros in a record that nothing has been written to.
    package var time: UInt64
    package var city: UInt16
    package var acquirer: UInt64
    /// The largest amount of an incomplete trip.
    package var largestIncompleteFen: UInt32 = 0
    package var longestMinutes: UInt16 = 0

    package init(
        state: UInt8, terminal: UInt64, mode: UInt8, place: UInt64, amountFen: UInt32, balanceFen: UInt32,
        moment: PurseMoment, city: UInt16, acquirer: UInt64
    ) {
        self.state = state
        self.terminal = terminal
        self.mode = mode
        self.place = place
        self.amountFen = amountFen
        self.balanceFen = balanceFen
        time = moment.digits
        self.city = city
        self.acquirer = acquirer
    }

    /// The content of a record; ``PurseLayoutFault`` for too few bytes, or a time that is none beside a state.
    package init(_ bytes: [UInt8], record: Int) throws(PurseLayoutFault) {
        guard bytes.count >= Self.shortest else {
            throw PurseLayoutFault(.journeys, record: record, at: bytes.count, .tooShort(count: bytes.count))
        }
        var reader = FieldReader(bytes)
        state = reader.byte()
        terminal = reader.number(8)
        mode = reader.byte()
        place = reader.number(7)
        amountFen = reader.long()
        balanceFen = reader.long()
        time = reader.number(7)
        city = reader.word()
        acquirer = reader.number(8)
        if bytes.count >= Self.length {
            largestIncompleteFen = reader.long()
            longestMinutes = reader.word()
        }
        guard state == State.initial || moment != nil else {
            throw PurseLayoutFault(.journeys, record: record, at: 25, .noDate)
        }
    }

    /// When; nil in an initial record.
    package var moment: PurseMoment? { PurseMoment(digits: time) }

    /// The record as it is written.
    package var bytes: [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(Self.length)
        result.append(state)
        result.append(terminal, bytes: 8)
        result.append(mode)
        result.append(place, bytes: 7)
        result.append(amountFen, bytes: 4)
        result.append(balanceFen, bytes: 4)
        result.append(time, bytes: 7)
        result.append(city, bytes: 2)
        result.append(acquirer, bytes: 8)
        result.append(largestIncompleteFen, bytes: 4)
        result.append(longestMinutes, bytes: 2)
        return result
    }
}
