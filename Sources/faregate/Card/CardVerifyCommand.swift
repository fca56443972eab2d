import ArgumentParser
import EMV
import Foundation
import SmartCard

/// `faregate card verify`: offline data authentication of recorded cards, stage by stage.
struct CardVerifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Check the signatures of a recorded card: a transcript, or a vector file.",
        discussion: """
            A transcript is text with the card's commands and answers (see "card decode"), or JSON with "apdus". The \
            result says whether the card is genuine by the CA keys given, and else which check failed first; a \
            vector that brings a CA key of its own is checked with that, and the result says so. Exit code 0 however \
            the checks come out; 65 if there is nothing to check.

            Example: faregate card verify tap.txt --test-keys
            """)

    @Argument(help: "The transcript or vector file; - reads stdin.")
    var file: String

    @Option(help: "CA public keys: capk.json, or CSV as in Docs/cards.md (default: the public list in the program).")
    var caKeys: String?

    @Flag(help: "Accept test keys, the emulator's too, and keys of which no list says what they are for.")
    var testKeys = false

    @Flag(help: "Check certificates against the date of the recorded transaction.")
    var checkDates = false

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        var keys: CAPublicKeyStore
        do {
            keys =
                try caKeys.map { try CAKeyLists.read($0, allowsTestKeys: testKeys) }
                ?? CAKeyLists.builtIn(allowsTestKeys: testKeys)
        } catch {
            throw failure("\(error)", CommandExit.badData)
        }
        // The emulator's own CA, unless the list has keys of the same names.
        if testKeys { try? EmulatorKeys.add(to: &keys) }
        let items: [(String, VerifiedItem)]
        do { items = try verifications(keys) } catch let error as ExitCode { throw error } catch {
            // A file that cannot be read is named by that error itself, unless its name is better not said.
            if let error = error as? CardDecodeFailure { throw failure(error.message, CommandExit.badData) }
            throw failure("\(file): \(error)", CommandExit.badData)
        }
        if json {
            let list = items.map { name, item in
                JSONValue.object([
                    ("name", .string(name)), ("method", .optional(item.method)), ("result", .string(item.result)),
                    ("stage", .optional(item.stage)), ("ca_key", .string(item.bringsKey ? "file" : "given")),
                ])
            }
            Terminal.print(JSONValue.object([("file", .string(file)), ("items", .array(list))]).text() + "\n")
        } else {
            for (name, item) in items {
                let method = item.method.map { " (\($0))" } ?? ""
                let stage = item.stage.map { ": \($0)" } ?? ""
                let origin = item.bringsKey ? " (by a CA key that the file itself brings)" : ""
                Terminal.print("\(name)\(method): \(item.result)\(stage)\(origin)\n")
            }
        }
    }

    private struct VerifiedItem {
        let method: String?
        let result: String
        let stage: String?
        /// The CA key came with the file, which so vouches for itself.
        var bringsKey = false
    }

    private func verifications(_ keys: CAPublicKeyStore) throws -> [(String, VerifiedItem)] {
        let data = try CardDecodeInput.content(file)
        if let first = data.first(where: { $0 > 0x20 }), first == 0x5B || first == 0x7B {
            let value = try JSONDecoder().decode(VectorJSON.self, from: Data(data))
            let entries: [VectorJSON]
            if case .array(let list) = value { entries = list } else { entries = [value] }
            return try entries.enumerated().map { index, entry in
                guard let object = entry.any as? [String: Any] else {
                    throw failure("\(file): item \(index) is not an object", CommandExit.badData)
                }
                let item = VectorItem(json: object, index: index)
                return (item.name, verify(item, keys))
            }
        }
        return [(file, verify(try Transcript(text: String(decoding: data, as: UTF8.self)), keys))]
    }

    private func verify(_ item: VectorItem, _ keys: CAPublicKeyStore) -> VerifiedItem {
        if item.kind == "oda" {
            do {
                let results = try AuthenticationVectors(keys: keys).authentication(item)
                return VerifiedItem(
                    method: item.value("method") as? String, result: results["result"] as? String ?? "fail",
                    stage: results["fail_stage"] as? String, bringsKey: item.value("inputs.capk_modulus") != nil)
            } catch {
                return VerifiedItem(method: nil, result: "nothing to verify: \(error)", stage: nil)
            }
        }
        guard let transcript = try? item.transcript() else {
            return VerifiedItem(method: nil, result: "nothing to verify: no commands and answers", stage: nil)
        }
        var store = keys
        if let modulus = try? item.hex("inputs.capk_modulus"), let exponent = try? item.hex("inputs.capk_exponent"),
            let identity = try? item.keyIdentity(rid: "inputs.rid", index: "inputs.capk_index")
        {
            // A vector brings its own CA key.
            store = CAPublicKeyStore()
            do {
                try store.add(rsa: identity, modulus: modulus, exponent: exponent, checkValue: nil, role: .test)
            } catch {
                return VerifiedItem(method: nil, result: "nothing to verify: the file's CA key: \(error)", stage: nil)
            }
            var verified = verify(transcript, store)
            verified.bringsKey = true
            return verified
        }
        return verify(transcript, store)
    }

    private func verify(_ transcript: Transcript, _ keys: CAPublicKeyStore) -> VerifiedItem {
        do {
            let dialogue = try RecordedDialogue(transcript)
            guard dialogue.method != nil else {
                return VerifiedItem(method: nil, result: "nothing to verify: the card gave no signature", stage: nil)
            }
            let authenticator = CardAuthenticator(keys: keys)
            let stage = dialogue.verify(with: authenticator, checksDates: checkDates)
            return VerifiedItem(
                method: dialogue.method?.rawValue, result: stage == nil ? "ok" : "fail", stage: stage?.rawValue)
        } catch {
            return VerifiedItem(method: nil, result: "nothing to verify: \(error)", stage: nil)
        }
    }
}
