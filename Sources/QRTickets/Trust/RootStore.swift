/// The pinned keys: roots of the Ministry's chain, roots of FareGate's own codes, and keys of revocation lists.
///
/// - **Shape**: a roots file is records one after the other, in any order: Ministry records of 144 bytes
///   (``RootRecord``) and FareGate's own (``OwnRootRecord``). Every record is signed by its own key, checked at
///   loading.
/// - **Limits**: ``mostRecords``; one key an index. An expired root is kept and refused at its use.
/// - **Errors**: ``RootFault``: a store is whole or not there.
package struct RootStore: Sendable {
    /// The most records of a store.
    package static let mostRecords = 256
    /// The most bytes of a roots file.
    package static let mostBytes = mostRecords * RootRecord.length

    private var ministry: [UInt8: RootRecord] = [:]
    private var own: [OwnRootRecord] = []
    /// Whether keys of fixed labels were let in: then it opens gates for everybody.
    package private(set) var hasTestKeys = false

    /// No key at all: refuses every code that hangs on one.
    package init() {}

    /// The records of a roots file.
    ///
    /// - **Parameters**: `allowsTestKeys`, whether the keys of ``TestAuthority`` may be among them.
    package init(parsing bytes: Span<UInt8>, allowsTestKeys: Bool = false) throws(RootFault) {
        guard bytes.count > 0 else { throw RootFault(.empty, at: 0) }
        try add(bytes, allowsTestKeys: allowsTestKeys)
    }

    /// How many keys there are.
    package var count: Int { ministry.count + own.count }

    /// Adds the records of a file; on an error nothing is added.
    package mutating func add(_ bytes: Span<UInt8>, allowsTestKeys: Bool = false) throws(RootFault) {
        var store = self
        let signatures = CodeSignatures()
        var offset = 0
        while offset < bytes.count {
            let key = try store.addRecord(bytes, at: offset, signatures: signatures)
            guard !key.isTest || allowsTestKeys else { throw RootFault(.testKey, at: offset) }
            offset += key.length
        }
        self = store
    }

    /// Adds the record that begins at an offset; a store that has thrown is of no use.
    mutating func addRecord(
        _ bytes: Span<UInt8>, at offset: Int, signatures: CodeSignatures
    ) throws(RootFault) -> PinnedKey {
        guard count < Self.mostRecords else { throw RootFault(.tooMany, at: offset) }
        let key: PinnedKey
        if bytes[offset] == RootRecord.start[0] {
            let record = try RootRecord(bytes, at: offset, signatures: signatures)
            guard ministry.updateValue(record, forKey: record.index) == nil else {
                throw RootFault(.twice, at: offset)
            }
            key = PinnedKey(record, at: offset)
        } else {
            let record = try OwnRootRecord(bytes, at: offset, signatures: signatures)
            if record.purpose == .certificates, root(record.algorithm, record.index) != nil {
                throw RootFault(.twice, at: offset)
            }
            own.append(record)
            key = PinnedKey(record, at: offset)
        }
        if key.isTest { hasTestKeys = true }
        return key
    }

    /// The Ministry's root of an index.
    func ministryRoot(_ index: UInt8) -> RootRecord? { ministry[index] }

    /// A root of FareGate's own codes.
    func root(_ algorithm: CodeAlgorithm, _ index: UInt8) -> OwnRootRecord? {
        own.first { $0.purpose == .certificates && $0.algorithm == algorithm && $0.index == index }
    }

    /// Keys that may sign revocation lists at this time.
    package func revocationKeys(at now: UInt32) -> [CodeKey] {
        own.filter { $0.purpose == .revocations && $0.dates.contains(now) }.map(\.key)
    }
}
