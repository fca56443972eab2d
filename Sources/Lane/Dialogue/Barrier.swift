/// What lets a rider through, or not.
package protocol Barrier: AnyObject {
    /// Opens for one rider; the record `sequence` is on stable storage. False if the barrier was not told: then it must
    /// not open for this call later either.
    func open(_ sequence: UInt64) -> Bool
    /// Stays shut; `isRetry`: the rider presents the medium again.
    func refuse(isRetry: Bool)
}
