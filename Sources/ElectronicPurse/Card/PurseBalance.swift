/// What is left on a purse.
package struct PurseBalance: Hashable, Sendable {
    /// What is loaded, in fen.
    package var loadedFen: UInt32
    /// What of the overdraft has been used, in fen; asked for only where nothing is loaded.
    package var overdraftUsedFen: UInt32 = 0

    package init(loadedFen: UInt32, overdraftUsedFen: UInt32 = 0) {
        self.loadedFen = loadedFen
        self.overdraftUsedFen = overdraftUsedFen
    }

    /// What the rider has; negative within the overdraft.
    package var fen: Int { Int(loadedFen) - Int(overdraftUsedFen) }

    /// The amount in an answer to GET BALANCE (`805C`): four bytes, the top bit is no part of it (nfsee, metrodroid;
    /// emv.md, 7). Nil for another length.
    package static func amount(_ answer: some Collection<UInt8>) -> UInt32? {
        guard answer.count == 4 else { return nil }
        return answer.reduce(0) { $0 << 8 | UInt32($1) } & 0x7FFF_FFFF
    }
}
