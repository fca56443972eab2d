import Gate
import Journal

/// What a gate keeps: its folder, its name, how safely.
struct GateStore {
    var folder: String
    var device = "gate-1"
    var durability = Durability.power
    var windowMilliseconds = 3
    /// The last one authenticates the records, the others did so before; none: they are only chained.
    var deviceKeys: [DeviceKey] = []
    /// Where the token key is made if there is none.
    var tokenKeyPath: String
    var previousTokenKeyPath: String?
    /// What stood in these files when they were found good; nil: they are read.
    var tokenKeyText: [UInt8]?
    var previousTokenKeyText: [UInt8]?
    var tokenKeyNumber: UInt32 = 1
    /// Emergency releases of other stations, whose tickets are accepted here.
    var releases: [EmergencyRelease] = []
}
