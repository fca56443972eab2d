extension RailTicketRecord {
    /// A record of fields as people write them, for issuing.
    ///
    /// - **Parameters**: `train` such as `G5711`; `seat` such as `12F`, empty for none; `documentHash` 0 counts as
    ///   none.
    /// - **Errors**: ``RailRecordFault`` as reading has it: what cannot be read back is not written.
    package init(
        train: String, trainDay: UInt16, from: String, to: String, ticketType: UInt8 = 1, seatCode: String = "O",
        coach: UInt8 = 0, seat: String = "", documentHash: UInt64? = nil
    ) throws(RailRecordFault) {
        let letters = Array(train.utf8)
        let hasLetter = letters.first.map(Self.isCapital) ?? false
        let digits = letters.dropFirst(hasLetter ? 1 : 0)
        guard (1...4).contains(digits.count), digits.allSatisfy(Self.isDigit), digits.first != 0x30,
            let number = UInt16(String(decoding: digits, as: UTF8.self))
        else { throw RailRecordFault(.train, at: 2) }
        guard from.utf8.count == 3 else { throw RailRecordFault(.from, at: 7) }
        guard to.utf8.count == 3 else { throw RailRecordFault(.to, at: 10) }
        let code = Array(seatCode.utf8)
        guard code.count == 1 else { throw RailRecordFault(.seatCode, at: 14) }
        let place = Array(seat.utf8)
        let seatDigits = place.prefix { Self.isDigit($0) }
        let seatLetter = place.dropFirst(seatDigits.count)
        let seatNumber = seat.isEmpty ? 0 : UInt8(String(decoding: seatDigits, as: UTF8.self))
        guard let seatNumber, seatLetter.count <= 1, seat.isEmpty || (seatNumber > 0 && seatDigits.first != 0x30) else {
            throw RailRecordFault(.seat, at: 16)
        }
        var bytes = [Self.marker, Self.version, hasLetter ? letters[0] : Self.blank]
        bytes += number.bigEndianBytes + trainDay.bigEndianBytes + Array(from.utf8) + Array(to.utf8)
        bytes += [ticketType, code[0], coach, seatNumber, seatLetter.first ?? Self.blank]
        bytes += (documentHash ?? 0).bigEndianBytes
        try self.init(bytes.span)
    }

    /// The record's bytes.
    package var bytes: [UInt8] {
        let letters = Array(train.utf8)
        let hasLetter = Self.isCapital(letters[0])
        let number = UInt16(train.dropFirst(hasLetter ? 1 : 0)) ?? 0
        let place = Array(seat.utf8)
        let digits = place.prefix { Self.isDigit($0) }
        var bytes = [Self.marker, Self.version, hasLetter ? letters[0] : Self.blank]
        bytes += number.bigEndianBytes + trainDay.bigEndianBytes + Array(from.utf8) + Array(to.utf8)
        bytes += [ticketType] + Array(seatCode.utf8) + [coach, UInt8(String(decoding: digits, as: UTF8.self)) ?? 0]
        bytes.append(place.dropFirst(digits.count).first ?? Self.blank)
        return bytes + (documentHash ?? 0).bigEndianBytes
    }
}
