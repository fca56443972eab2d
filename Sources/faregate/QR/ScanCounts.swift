/// What a stream of frames came to.
struct ScanCounts {
    var frames = 0
    /// Frames in which a symbol was read.
    var framesRead = 0
    /// Payloads that differed from the one before.
    var payloads = 0
    /// Frames that the helper process was killed for.
    var tooSlow = 0
    /// Frames with which the helper process died.
    var helperDied = 0

    var lost: Int { tooSlow + helperDied }

    var json: JSONValue {
        .object([
            ("frames", .integer(frames)), ("frames_read", .integer(framesRead)), ("payloads", .integer(payloads)),
            ("too_slow", .integer(tooSlow)), ("helper_died", .integer(helperDied)),
        ])
    }
}
