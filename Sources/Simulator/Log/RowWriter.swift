import Fares

/// Writes the rows of one log format from pieces made beforehand.
///
/// A row is: lead (with the date), time, middle (kind and amounts), device, tail; the card stands before the lead in
/// CSV and after the middle in JSON.
struct RowWriter {
    private let format: TapStreamFormat
    private var lead = Snippets()
    private var middles = Snippets()
    private var places = Snippets()
    private var tails = Snippets()
    private let times = Snippets.times()
    private let amountCount: Int
    private let skews: [Int8]

    init(_ day: CityDay, _ format: TapStreamFormat) {
        self.format = format
        amountCount = day.amounts.count
        skews = day.skews
        switch format {
        case .sztCSV:
            let closing = ServiceDate(dayNumber: day.date.dayNumber + 1)
            lead.add(",\(day.date) ")
            for device in day.devices {
                places.add("\(device.number),\(device.company),\(device.place),\(device.car)")
                places.add("\(device.number),\(device.company),-,-")
            }
            for kind in TapKind.allCases {
                let name = kind.isBus ? "巴士" : kind.isEntry ? "地铁入站" : "地铁出站"
                for amount in day.amounts {
                    middles.add(",\(name),\(day.charge(amount, kind)),\(amount),")
                    tails.add(",\(kind == .transferExit ? 1 : 0),\(closing) 00:00:00\n")
                }
            }
        case .ndjson:
            lead.add("{\"time\":\"\(day.date)T")
            for device in day.devices {
                let rest = "\"company\":\"\(device.company)\",\"medium\":\"shenzhen-tong\""
                let place = device.isOnBus ? "route" : "station"
                places.add(
                    "\"\(place)\":\"\(device.place)\",\"device\":\"\(device.number)\",\"gate\":\"\(device.car)\",\(rest)"
                )
                places.add("\"device\":\"\(device.number)\",\(rest)")
            }
            for kind in TapKind.allCases {
                let name = kind.isBus ? "bus" : kind.isEntry ? "entry" : "exit"
                let rider = kind.isFree ? "free" : kind.isHalf ? "student" : "adult"
                for amount in day.amounts {
                    middles.add("\",\"kind\":\"\(name)\",\"card\":\"")
                    tails.add(
                        ",\"rider\":\"\(rider)\",\"value_fen\":\(amount),\"charged_fen\":\(day.charge(amount, kind)),"
                            + "\"transfer\":\(kind == .transferExit)}\n")
                }
            }
        }
    }

    /// The header line, or nothing.
    var header: String {
        switch format {
        case .sztCSV:
            "card_no,deal_date,deal_type,deal_money,deal_value,equ_no,company_name,station,car_no,conn_mark,close_date\n"
        case .ndjson: ""
        }
    }

    /// Appends the row of an event.
    func append(_ event: TapEvent, to buffer: inout ByteBuffer) {
        let device = Int(event.device)
        let money = Int(event.kind.rawValue) * amountCount + Int(event.amount)
        let second = Int(event.second) + Int(skews[device])
        switch format {
        case .sztCSV:
            buffer.appendCard(event.card)
            lead.append(0, to: &buffer)
            times.append(second, to: &buffer)
            middles.append(money, to: &buffer)
        case .ndjson:
            lead.append(0, to: &buffer)
            times.append(second, to: &buffer)
            middles.append(money, to: &buffer)
            buffer.appendCard(event.card)
            buffer.append(0x22)
            buffer.append(0x2C)
        }
        places.append(device * 2 + (event.isNameless ? 1 : 0), to: &buffer)
        tails.append(money, to: &buffer)
    }
}
