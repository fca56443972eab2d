import Foundation

/// Looks for a key that stands twice in a JSON object: of such a one the reader would take the last value, and another
/// reader of the same line the first.
enum RequestKeys {
    /// What may stand between the tokens of JSON (RFC 8259, section 2).
    private static let blanks: [UInt8] = [0x20, 0x09, 0x0A, 0x0D]

    /// The first key that an object's text repeats, of itself and not of what is in it; nil: none.
    static func repeated(in text: String) -> String? {
        let bytes = Array(text.utf8)
        var seen: Set<String> = []
        var (depth, index) = (0, 0)
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            case UInt8(ascii: "\""):
                let end = self.end(bytes, index)
                let next = bytes[min(end + 1, bytes.count)...].first { !blanks.contains($0) }
                if depth == 1, next == UInt8(ascii: ":") {
                    let key = Self.key(bytes[index...min(end, bytes.count - 1)])
                    if !seen.insert(key).inserted { return key }
                }
                index = end
            default: break
            }
            index += 1
        }
        return nil
    }

    /// Where the string ends that begins at an index.
    private static func end(_ bytes: [UInt8], _ start: Int) -> Int {
        var index = start + 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
            index += bytes[index] == UInt8(ascii: "\\") ? 2 : 1
        }
        return index
    }

    /// The key that a string stands for, whatever escapes it is written with.
    private static func key(_ string: ArraySlice<UInt8>) -> String {
        let value = try? JSONSerialization.jsonObject(with: Data(string), options: [.fragmentsAllowed])
        return value as? String ?? String(decoding: string, as: UTF8.self)
    }
}
