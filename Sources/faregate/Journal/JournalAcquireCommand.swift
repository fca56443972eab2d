import ArgumentParser
import CardCrypto
import EMV
import Fares
import Foundation
import Settlement
import SmartCard

extension DeclineRule: ExpressibleByArgument {
    /// `none`, `every:N`, `over:FEN` or `token:HEX`.
    package init?(argument: String) { self.init(argument) }
}

/// `faregate journal acquire BATCH`: the bank's side, for tests.
struct JournalAcquireCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "acquire",
        abstract: "A test acquirer: open a batch's sealed data, approve or decline, and keep the deny list.",
        discussion: """
            Each account's last sealed data must open with the key and belong to its tap (counter and random number; with \
            --token-key the card too). Declined accounts go on the deny list, repaid ones come off, under a higher version. \
            One CSV row an account on stdout. No bank is asked.

            Examples:
              faregate journal acquire --acquirer-key acquirer.key --public-key
              faregate journal acquire settled/2026-11-27-1 --acquirer-key acquirer.key --decline every:10 --deny-list deny.txt
              faregate journal acquire settled/2026-11-27-1 --acquirer-key acquirer.key --deny-list deny.txt --repaid repaid.txt
            """)

    @Argument(help: "The batch's folder.")
    var batch: String?

    @Option(help: "The acquirer's X25519 private key: 32 bytes as hex in a file (mode 0600).")
    var acquirerKey: String

    @Flag(help: "Print the public key that gates seal to (--acquirer-key there), and end.")
    var publicKey = false

    @Option(help: "What is declined: none, every:N, over:FEN, token:HEX.")
    var decline = DeclineRule.none

    @Option(help: "The deny list to keep; made if it is not there.")
    var denyList: String?

    @Option(help: "Tokens whose debt is repaid, one a line.")
    var repaid: String?

    @Option(help: "The key of tokens as hex in a file: the card in the data must lead to its token.")
    var tokenKey: String?

    @OptionGroup var words: LanguageOptions

    func validate() throws {
        if batch == nil, !publicKey { throw wrongUsage(.giveOneOf(["BATCH", "--public-key"])) }
        if repaid != nil, denyList == nil { throw wrongUsage(.goesWith("--repaid", "--deny-list")) }
    }

    func run() throws {
        try reportingErrors {
            let key = try SecretFile.read(acquirerKey)
            if publicKey {
                Terminal.print(Hex.text(SealedBox.publicKey(of: key) ?? []).lowercased() + "\n")
                return
            }
            let tokenizer = try tokenKey.flatMap { path in
                CardTokenizer(key: try SecretFile.read(path), identifier: 1)
            }
            let repaidTokens = try repaid.map(readTokens) ?? []
            var acquirer = TestAcquirer(privateKey: key, rule: decline, tokenizer: tokenizer)
            for (role, file, bytes) in try files() {
                if role == .authorisations { try acquirer.takeAuthorisations(file, bytes) }
                if role == .accounts { try acquirer.takeAccounts(file, bytes) }
            }
            let answers = acquirer.answers()
            var text = CSVText(["token", "collect_fen", "tap_id", "result"])
            for answer in answers {
                text.row([answer.token, "\(answer.collectFen)", answer.tap, answer.result.rawValue])
            }
            // Under a wrong key nobody is declined either: no list is changed by it.
            let wrong = wrongKey(answers)
            try keepDenyList(wrong == nil ? answers : [], repaid: wrong == nil ? repaidTokens : [])
            Terminal.print(text.bytes)
            if let wrong { throw failure(wrong, CommandExit.differences) }
        }
    }

    /// What is said where data are there and none of them can be used; nil: some can.
    private func wrongKey(_ answers: [TestAcquirer.Answer]) -> Wording? {
        let withData = answers.filter { !$0.tap.isEmpty }
        guard !withData.isEmpty else { return nil }
        if withData.allSatisfy({ $0.result == .notOpenable }) {
            return Wording.opensNothing(withData.count).at("--acquirer-key \(acquirerKey)")
        }
        guard let tokenKey, withData.allSatisfy({ $0.result == .notOfThisTap }) else { return nil }
        return Wording.fitsNoToken(withData.count).at("--token-key \(tokenKey)")
    }

    /// The batch's accounts, and all sealed data of it and of the batches of its day before it.
    private func files() throws -> [(role: BatchFile.Role, name: String, bytes: [UInt8])] {
        guard let batch else { return [] }
        let place = URL(fileURLWithPath: batch).standardizedFileURL
        let name = place.lastPathComponent
        guard let dash = name.lastIndex(of: "-"), let number = Int(name[name.index(after: dash)...]), number >= 1 else {
            throw failure(.noBatch.at(batch), CommandExit.badData)
        }
        var found: [(BatchFile.Role, String, [UInt8])] = []
        for earlier in 1...number {
            let folder = place.deletingLastPathComponent().path + "/\(name[..<dash])-\(earlier)"
            guard let control = FileManager.default.contents(atPath: "\(folder)/\(SettlementBatch.controlName)") else {
                throw failure(.noBatch.at(folder), CommandExit.badData)
            }
            var reader = try CSVReader(file: "\(folder)/\(SettlementBatch.controlName)", bytes: [UInt8](control))
            let (file, role, medium) = (
                try reader.requiredColumn("file"), try reader.requiredColumn("role"),
                try reader.requiredColumn("medium")
            )
            let hash = try reader.requiredColumn("sha256")
            var deferred: [String] = []
            while try reader.next() {
                let (path, medium) = ("\(folder)/\(reader.string(file))", reader.string(medium))
                guard let role = BatchFile.Role(rawValue: reader.string(role)) else { continue }
                let bound = reader.string(hash)
                // The batch's own row comes first: a bank is asked for the money of the media that it names.
                switch role {
                case .batch: deferred = try BatchHead.read(path, try contents(path, hash: bound)).deferredMedia
                case .accounts where earlier == number && deferred.contains(medium): break
                case .authorisations: break
                default: continue
                }
                if role != .batch { found.append((role, path, try contents(path, hash: bound))) }
            }
        }
        return found
    }

    /// A file of the batch, which must be as its control file says.
    private func contents(_ path: String, hash: String) throws -> [UInt8] {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw failure(.noBatch.at(path), CommandExit.badData)
        }
        guard Hex.text(Digest.hash(.sha256, [UInt8](bytes))).lowercased() == hash else {
            throw failure(.batchFileChanged.at(path), CommandExit.badData)
        }
        return [UInt8](bytes)
    }

    private func keepDenyList(_ answers: [TestAcquirer.Answer], repaid: [CardTokenValue]) throws {
        guard let denyList else { return }
        let declined = answers.filter { $0.result == .declined }.compactMap { Hex.bytes($0.token) }
            .map { CardTokenValue(bytes: $0) }
        try KeptDenyList(denyList).change(adding: declined, removing: repaid)
    }

    private func readTokens(_ path: String) throws -> [CardTokenValue] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw failure(.cannotRead(Machine.errorText).at(path), CommandExit.badData)
        }
        return try String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline).map { line in
            guard line.utf8.count == 32, let bytes = Hex.bytes(line), bytes.count == 16 else {
                throw failure(.notToken.at(path), CommandExit.badData)
            }
            return CardTokenValue(bytes: bytes)
        }
    }
}
