/// How codes of some formats are read and their signatures checked; the validator does what all formats share.
///
/// - **Shape**: ``CodeValidator`` asks in this order: ``read(_:)``, ``checkDates(_:at:)``, ``checkSignatures(_:in:)``.
///   A scheme keeps contexts and caches; one for each thread.
protocol CodeScheme: AnyObject {
    /// The layout of a code: offsets and numbers.
    associatedtype Code

    /// The formats that it reads.
    var formats: [CodeFormat] { get }

    /// Reads all of a code, with every bound that needs no cryptography.
    func read(_ bytes: Span<UInt8>) throws(CodeFault) -> Code

    /// What the code says of itself; `now` chooses the year where a code does not tell it.
    func claims(of code: Code, in bytes: Span<UInt8>, near now: UInt32) -> CodeClaims

    /// The keys that the code hangs on must be there, and good at this time.
    func checkDates(_ code: Code, at now: UInt32) throws(CodeFault)

    /// Every level's signature; the fault names the first that does not hold.
    ///
    /// - **Returns** whether the code hangs on a test key.
    func checkSignatures(_ code: Code, in bytes: Span<UInt8>) throws(CodeFault) -> Bool
}
