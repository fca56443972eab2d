/// What draws random numbers beside ``RiderSource``, each with a stream of its own.
enum StationCause {
    static let choice: UInt64 = 101
    static let fault: UInt64 = 102
    static let presentation: UInt64 = 103
    static let barrier: UInt64 = 104
}
