import Journal

/// What a gate keeps: its folder, its name, how safely.
struct GateStore {
    var folder: String
    var device = "gate-1"
    var durability = Durability.power
    var windowMilliseconds = 3
    /// Authenticates the records; nil: they are only chained.
    var deviceKey: DeviceKey?
    /// Where the token key is made if there is none.
    var tokenKeyPath: String
    var previousTokenKeyPath: String?
    var tokenKeyNumber: UInt32 = 1
}
