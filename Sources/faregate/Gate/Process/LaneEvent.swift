import Lane
import SmartCard

/// Something that a lane of a process tells of.
enum LaneEvent {
    /// A tap, by its name; `direction` of the side that it was taken at.
    case tap(LaneTap, name: String, side: BoxWay)
    /// What its machine did.
    case machine(LaneReport)
    /// A reader or scanner works, or does not.
    case source(String, SourceState)
    /// Words about something that passes.
    case words(Wording)
}
