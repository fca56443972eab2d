import CardCrypto
import QRTickets

/// The private keys of an authority, one file each.
enum AuthorityKey: Hashable {
    case root(CodeAlgorithm)
    case issuer(CodeAlgorithm)
    case phone(CodeAlgorithm)
    case revocations

    static let all =
        CodeAlgorithm.allCases.flatMap { [Self.root($0), .issuer($0), .phone($0)] } + [.revocations]

    var algorithm: CodeAlgorithm {
        switch self {
        case .root(let algorithm), .issuer(let algorithm), .phone(let algorithm): algorithm
        case .revocations: .ed25519
        }
    }

    /// The name of its file, without folder and ending.
    var name: String {
        switch self {
        case .root: "root-\(algorithm.name)"
        case .issuer: "issuer-\(algorithm.name)"
        case .phone: "phone-\(algorithm.name)"
        case .revocations: "revocations"
        }
    }

    /// A secret for this key.
    ///
    /// - **Parameters**: `seed`: HMAC-SHA-256 under it over `FareGate authority`, the name and a count; nil: random.
    func secret(seed: [UInt8]?) -> [UInt8] {
        var generator = SystemRandomNumberGenerator()
        for count: UInt8 in 0... {
            let secret =
                seed.map { HMAC.sha256(Array("FareGate authority \(name) ".utf8) + [count], key: $0) }
                ?? (0..<SecretFile.bytes).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
            // All but a few of 2^32 numbers are keys.
            if CodePrivateKey(algorithm, secret) != nil { return secret }
        }
        preconditionFailure("256 numbers of which none is a private key")
    }
}
