import Lane
import PCSC
import QRTickets

/// What comes of one turn of a lane's reader, scanner or deck.
enum LaneNews {
    /// A tap, of the one who was refused too.
    case tap(LaneTap)
    /// Service or reader have gone, or have come back.
    case reader(ReaderEvent)
    /// A card came and could not be talked to.
    case unusable(ReaderError)
    /// What a scanner sent instead of a code.
    case odd(FramerEvent)
}
