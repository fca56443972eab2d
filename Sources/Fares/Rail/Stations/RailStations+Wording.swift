/// What people are told of a station: one home for all commands and gates.
extension RailStations {
    /// The name of a station in sentences, as of a day: `广州南`, `Guangzhounan`; the Chinese one where no other is known.
    public func spoken(_ index: StationIndex, on date: ServiceDate? = nil) -> (zh: String, en: String) {
        let name = name(of: index, on: date)
        return (name.zh, name.en.isEmpty ? name.zh : name.en)
    }

    /// The same with the telecode, where there is one: `广州南 (IZQ)`, `Guangzhounan (IZQ)`.
    public func spokenWithCode(_ index: StationIndex, on date: ServiceDate? = nil) -> (zh: String, en: String) {
        let name = spoken(index, on: date)
        guard let telecode = stations[Int(index)].telecode else { return name }
        return ("\(name.zh) (\(telecode))", "\(name.en) (\(telecode))")
    }
}
