/// What lets a rider through, or not.
package protocol Barrier: AnyObject {
    /// Opens for one rider; the record `sequence` is on stable storage.
    func open(_ sequence: UInt64)
    /// Stays shut; `isRetry`: the rider presents the medium again.
    func refuse(isRetry: Bool)
}
