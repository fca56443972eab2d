import Fares
import Foundation
import QRTickets
import SmartCard

/// The bytes of a code in a file: as they are, or as hexadecimal or base64 text.
///
/// - **Shape**: bytes that are no printable ASCII text are the code. Text is trimmed; if it begins like a code of its
///   own kind (`TX…`, `000201…`, a payment code's digits, an address) it is the code as it stands; else hexadecimal is
///   tried, then base64, and what is neither is the code as it stands.
/// - **Limits**: ``mostBytes``; longer codes are for the validator to refuse.
enum CodeInput {
    /// The most bytes of a file.
    static let mostBytes = 64 << 10

    static func read(_ path: String) throws -> [UInt8] {
        do throws(CardDecodeFailure) {
            return code(try CardInputFile.content(path, mostBytes: mostBytes))
        } catch {
            throw failure(error.words, CommandExit.badData)
        }
    }

    static func code(_ bytes: [UInt8]) -> [UInt8] {
        let isText = bytes.allSatisfy { (0x20...0x7E).contains($0) || [0x09, 0x0A, 0x0D].contains($0) }
        guard isText else { return bytes }
        let text = String(decoding: bytes, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        let trimmed = Array(text.utf8)
        if CodeFormat.recognise(trimmed.span) != nil { return trimmed }
        if let code = Hex.bytes(text) { return code }
        let joined = text.filter { !$0.isWhitespace }
        if let data = Data(base64Encoded: joined) { return [UInt8](data) }
        return trimmed
    }
}
