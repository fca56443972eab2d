/// What a row says about a rider: the kind of tap and the class of the charge.
///
/// - **Shape**: raw values are positions in the writers' tables.
enum TapKind: UInt8, CaseIterable {
    case adultEntry, halfEntry, freeEntry
    case standardExit, transferExit, halfExit, freeExit
    case adultBus, halfBus, freeBus

    var isEntry: Bool { rawValue <= TapKind.freeEntry.rawValue }
    var isBus: Bool { rawValue >= TapKind.adultBus.rawValue }
    var isHalf: Bool { self == .halfEntry || self == .halfExit || self == .halfBus }
    var isFree: Bool { self == .freeEntry || self == .freeExit || self == .freeBus }
}

/// Who holds a card.
enum Rider {
    case adult, half, free

    var entry: TapKind {
        switch self {
        case .adult: .adultEntry
        case .half: .halfEntry
        case .free: .freeEntry
        }
    }

    var bus: TapKind {
        switch self {
        case .adult: .adultBus
        case .half: .halfBus
        case .free: .freeBus
        }
    }

    func exit(isTransfer: Bool) -> TapKind {
        switch self {
        case .adult: isTransfer ? .transferExit : .standardExit
        case .half: .halfExit
        case .free: .freeExit
        }
    }
}
