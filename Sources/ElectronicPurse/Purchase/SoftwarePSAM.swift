/// A key module in this process, for test keys.
///
/// - **Shape**: a master key for each key version; ``nextSequence`` must be kept from run to run, since a repeated
///   terminal sequence repeats session keys.
/// - **Source**: emv.md, 7 (``PurseKeys``).
package struct SoftwarePSAM: PSAM, Sendable {
    /// The master keys of one version.
    package struct Keys: Hashable, Sendable {
        /// Authorises purchases, 16 bytes.
        package var purchase: [UInt8]
        /// Checks TACs, 16 bytes; nil in a module that cannot, which is the rule.
        package var tac: [UInt8]?

        package init(purchase: [UInt8], tac: [UInt8]? = nil) {
            self.purchase = purchase
            self.tac = tac
        }
    }

    package let terminal: UInt64
    /// The terminal sequence of the next purchase.
    package private(set) var nextSequence: UInt32
    private let keys: [UInt8: Keys]

    /// A module with master keys by key version; it goes on at `nextSequence`.
    package init(terminal: UInt64, keys: [UInt8: Keys], nextSequence: UInt32) {
        self.terminal = terminal
        self.keys = keys
        self.nextSequence = nextSequence
    }

    package mutating func authorise(_ request: PurchaseRequest) throws(PSAMError) -> PurchaseAuthorisation {
        let keys = try purseKeys(request, \.purchase)
        guard nextSequence < .max else { throw .counterExhausted }
        let sequence = nextSequence
        nextSequence += 1
        return PurchaseAuthorisation(
            terminalSequence: sequence, mac1: keys.mac1(request, terminalSequence: sequence))
    }

    package mutating func check(
        _ answer: DebitAnswer, of request: PurchaseRequest, _ authorisation: PurchaseAuthorisation
    ) throws(PSAMError) -> PSAMVerdict {
        let sequence = authorisation.terminalSequence
        let purchase = try purseKeys(request, \.purchase)
        guard purchase.mac2(request, terminalSequence: sequence) == answer.mac2 else { return .wrongMAC2 }
        guard keys[request.keyVersion]?.tac != nil else { return .genuine }
        let settlement = try purseKeys(request, \.tac)
        return settlement.tac(request, terminalSequence: sequence) == answer.tac ? .genuine : .wrongTAC
    }

    private func purseKeys(_ request: PurchaseRequest, _ which: (Keys) -> [UInt8]?) throws(PSAMError) -> PurseKeys {
        guard let algorithm = PurseAlgorithm(rawValue: request.algorithm) else {
            throw .algorithmNotSupported(request.algorithm)
        }
        guard let master = keys[request.keyVersion].flatMap(which),
            let keys = PurseKeys(master: master, serial: request.serial, algorithm: algorithm)
        else { throw .noKey(version: request.keyVersion) }
        return keys
    }
}
