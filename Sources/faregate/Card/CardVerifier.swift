import EMV
import Foundation
import SmartCard

/// Verifies what a file records of cards: a transcript, or a JSON file of items.
struct CardVerifier {
    /// The largest file that is read.
    static let mostBytes = 16 << 20

    let keys: CAPublicKeyStore
    let checksDates: Bool

    /// One result for each application selected; `file` is what the file is called.
    func verify(_ bytes: [UInt8], file: String) throws(CardDecodeFailure) -> [VerifiedCard] {
        guard !bytes.isEmpty else { throw CardDecodeFailure(.empty) }
        guard let text = CardInputFile.text(bytes) else {
            throw CardDecodeFailure(.notText)
        }
        guard !CardInputFile.looksLikeJSON(text) else { return try items(text) }
        do throws(TranscriptError) {
            return verify(try Transcript(text: text), file, keys)
        } catch {
            throw CardDecodeFailure(Wording(of: error))
        }
    }

    private func items(_ text: String) throws(CardDecodeFailure) -> [VerifiedCard] {
        let value: VectorJSON
        do { value = try JSONDecoder().decode(VectorJSON.self, from: Data(text.utf8)) } catch {
            // The other reader says where it is wrong.
            _ = try CardInputFile.json(text)
            throw CardDecodeFailure(.notJSON)
        }
        let entries: [VectorJSON]
        if case .array(let list) = value { entries = list } else { entries = [value] }
        var results: [VerifiedCard] = []
        for (index, entry) in entries.enumerated() {
            guard let object = entry.any as? [String: Any] else {
                throw CardDecodeFailure(.itemIsNoObject(index + 1))
            }
            results += verify(VectorItem(json: object, index: index))
        }
        return results
    }

    private func verify(_ item: VectorItem) -> [VerifiedCard] {
        if item.kind == "oda" {
            do {
                let results = try AuthenticationVectors(keys: keys).authentication(item)
                let stage = results["fail_stage"] as? String
                let isGenuine = stage == nil && results["result"] as? String != "fail"
                return [
                    VerifiedCard(
                        name: Wording(item.name), method: item.value("method") as? String,
                        result: isGenuine ? .genuine : .failed(stage ?? "not said"),
                        bringsKey: item.value("inputs.capk_modulus") != nil)
                ]
            } catch {
                return [VerifiedCard(name: Wording(item.name), result: .nothing(Wording(of: error)))]
            }
        }
        guard let transcript = try? item.transcript() else {
            return [VerifiedCard(name: Wording(item.name), result: .nothing(.noExchanges))]
        }
        guard let modulus = try? item.hex("inputs.capk_modulus"), let exponent = try? item.hex("inputs.capk_exponent"),
            let identity = try? item.keyIdentity(rid: "inputs.rid", index: "inputs.capk_index")
        else { return verify(transcript, item.name, keys) }
        // A vector brings its own CA key.
        var store = CAPublicKeyStore()
        do throws(CAPublicKeyStore.Fault) {
            try store.add(rsa: identity, modulus: modulus, exponent: exponent, checkValue: nil, role: .test)
        } catch {
            return [VerifiedCard(name: Wording(item.name), result: .nothing(.filesOwnKey(error)))]
        }
        return verify(transcript, item.name, store).map { card in
            var card = card
            card.bringsKey = true
            return card
        }
    }

    private func verify(_ transcript: Transcript, _ name: String, _ keys: CAPublicKeyStore) -> [VerifiedCard] {
        let selections = RecordedSelection.all(in: transcript)
        guard selections.count > 1 else { return [verify(one: transcript.whole, Wording(name), keys)] }
        return selections.enumerated().map { index, selection in
            verify(one: selection.transcript, .application(index + 1, selection.name, of: name), keys)
        }
    }

    private func verify(one transcript: Transcript, _ name: Wording, _ keys: CAPublicKeyStore) -> VerifiedCard {
        do throws(RecordedDialogue.Fault) {
            let dialogue = try RecordedDialogue(transcript)
            guard let method = dialogue.method?.rawValue else {
                return VerifiedCard(name: name, result: .nothing(.noSignature))
            }
            switch dialogue.verify(with: CardAuthenticator(keys: keys), checksDates: checksDates) {
            case .verified: return VerifiedCard(name: name, method: method, result: .genuine)
            case .failed(let stage):
                return VerifiedCard(
                    name: name, method: method, result: transcript.isMasked ? .masked : .failed(stage.rawValue))
            }
        } catch {
            return VerifiedCard(name: name, result: .nothing(Wording(of: error)))
        }
    }
}
