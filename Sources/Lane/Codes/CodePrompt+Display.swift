import Gate
import QRTickets
import SmartCard

extension CodePrompt {
    /// What is to be said of a code: by the place of result and format among all of them.
    init(_ result: CodeResult, _ format: CodeFormat?) {
        self.init(
            result: UInt8(CodeResult.allCases.firstIndex(of: result) ?? 0),
            format: format.flatMap { CodeFormat.allCases.firstIndex(of: $0) }.map { UInt8($0) })
    }

    /// The sentence.
    var wording: Wording {
        let results = CodeResult.allCases
        let formats = CodeFormat.allCases
        let result = Int(result) < results.count ? results[Int(result)] : .malformed
        let format = format.flatMap { Int($0) < formats.count ? formats[Int($0)] : nil }
        let display = CodeDisplay(result, format)
        return Wording(display.english, display.chinese)
    }
}
