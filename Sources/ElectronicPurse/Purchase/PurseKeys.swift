import CardCrypto

/// What a purse computes its MACs with, by the algorithm byte of its answer to INITIALIZE FOR PURCHASE.
package enum PurseAlgorithm: UInt8, Hashable, Sendable {
    case tripleDES = 0x00
    /// Key lengths and blocks of 16 bytes are an assumption: no source with values was found.
    case sm4 = 0x04
}

/// The keys and MACs of an ED/EP purchase.
///
/// - **Shape**: a master key of 16 bytes, made the card's own by its serial number; each purchase has a session key.
/// - **Source**: public applets and terminals (emv.md, 7); JR/T 0025.9 was not read. The vector
///   `edep-purchase-mac-computed-1` agrees; no real card's MAC could be checked.
package struct PurseKeys: Hashable, Sendable {
    package let algorithm: PurseAlgorithm
    /// The card's own purchase key, 16 bytes.
    package let cardKey: [UInt8]

    /// The keys of one card; nil unless the master key has 16 bytes.
    package init?(master: [UInt8], serial: PurseSerial, algorithm: PurseAlgorithm) {
        guard master.count == 16 else { return nil }
        self.algorithm = algorithm
        var block: [UInt8] = []
        block.append(serial.value, bytes: 8)
        block.append(~serial.value, bytes: 8)
        switch algorithm {
        // Two blocks of eight, the second of the complement.
        case .tripleDES: cardKey = TripleDES.encrypt(block, key: master)
        // One block of both; from memory.
        case .sm4: cardKey = SM4.encryptBlock(block, key: master)
        }
    }

    /// The key of one purchase: 8 bytes for DES, 16 for SM4.
    package func sessionKey(random: UInt32, sequence: UInt16, terminalSequence: UInt32) -> [UInt8] {
        var block: [UInt8] = []
        block.append(random, bytes: 4)
        block.append(sequence, bytes: 2)
        block.append(UInt16(truncatingIfNeeded: terminalSequence), bytes: 2)
        switch algorithm {
        case .tripleDES: return TripleDES.encrypt(block, key: cardKey)
        // Padded to a block; from memory.
        case .sm4: return SM4.encryptBlock(block + [0x80] + [UInt8](repeating: 0, count: 7), key: cardKey)
        }
    }

    /// What the terminal proves itself with: amount, type, terminal, date and time.
    package func mac1(_ request: PurchaseRequest, terminalSequence: UInt32) -> UInt32 {
        mac(request.terms, key: session(request, terminalSequence))
    }

    /// What the card proves the debit with: the amount.
    package func mac2(_ request: PurchaseRequest, terminalSequence: UInt32) -> UInt32 {
        var message: [UInt8] = []
        message.append(request.amountFen, bytes: 4)
        return mac(message, key: session(request, terminalSequence))
    }

    /// What the card gives for settlement, if these are the keys of the TAC: by the exclusive or of the key's halves
    /// for DES; by the key as it is for SM4, from memory.
    package func tac(_ request: PurchaseRequest, terminalSequence: UInt32) -> UInt32 {
        var message: [UInt8] = []
        message.append(request.amountFen, bytes: 4)
        message.append(request.kind)
        message.append(request.terminal, bytes: 6)
        message.append(terminalSequence, bytes: 4)
        message.append(request.moment.digits, bytes: 7)
        switch algorithm {
        case .tripleDES: return mac(message, key: zip(cardKey.prefix(8), cardKey.suffix(8)).map { $0 ^ $1 })
        case .sm4: return mac(message, key: cardKey)
        }
    }

    private func session(_ request: PurchaseRequest, _ terminalSequence: UInt32) -> [UInt8] {
        sessionKey(random: request.random, sequence: request.sequence, terminalSequence: terminalSequence)
    }

    private func mac(_ message: [UInt8], key: [UInt8]) -> UInt32 {
        let full: [UInt8]
        switch algorithm {
        case .tripleDES: full = TripleDES.cbcMAC(TripleDES.padded80(message), key: key)
        case .sm4:
            let zeros = SM4.blockLength - 1 - message.count % SM4.blockLength
            full = SM4.cbcMAC(message + [0x80] + [UInt8](repeating: 0, count: zeros), key: key)
        }
        return full.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }
}
