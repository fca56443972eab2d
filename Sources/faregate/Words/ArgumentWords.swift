import ArgumentParser

/// What the argument parser says of a wrong command line, in Chinese.
///
/// - **Shape**: its sentences are known by their form and put into Chinese piece by piece; one that is not known stays
///   English. Words of our own come in the right language already.
enum ArgumentWords {
    /// The message as the parser prints it: what is wrong, help for the argument, usage.
    static func chinese(_ message: String) -> String {
        message.split(separator: "\n", omittingEmptySubsequences: false).map { line(String($0)) }
            .joined(separator: "\n")
    }

    /// How lines begin, and the Chinese for it. What an argument is for is English, as in `--help`.
    private static let beginnings = [("Error: ", "错误："), ("Usage: ", "用法："), ("Help:  ", "说明：")]

    /// Forms of sentences: what stands between the pieces is a name or a value, and stays.
    private static let sentences: [(english: [String], chinese: [String])] = [
        (["Missing expected argument '", "'"], ["缺少参数 '", "'"]),
        (["Missing one of: '", "'"], ["须给出其一：'", "'"]),
        (["Missing value for '", "'"], ["缺少 '", "' 的值"]),
        (["Missing required subcommand."], ["缺少子命令。"]),
        (["Unknown option '", "'. Did you mean '", "'?"], ["未知选项 '", "'。是否要用 '", "'？"]),
        (["Unknown option '", "'"], ["未知选项 '", "'"]),
        (["Unexpected argument '", "'"], ["多余的参数 '", "'"]),
        (["", " unexpected arguments: '", "'"], ["", " 个多余的参数：'", "'"]),
        (
            ["The value '", "' is invalid for '", "'. Please provide one of ", "."],
            ["值 '", "' 不适用于 '", "'。可用的值：", "。"]
        ),
        (
            ["The value '", "' is invalid for '", "'. Please provide one of the following:"],
            ["值 '", "' 不适用于 '", "'。可用的值："]
        ),
        (["The value '", "' is invalid for '", "'"], ["值 '", "' 不适用于 '", "'"]),
        (
            ["The option '", "' does not take any value, but '", "' was specified."],
            ["选项 '", "' 不带值，却给出了 '", "'。"]
        ),
        (["Value to be set with ", " had already been set with ", ""], ["", " 与前面的 ", " 重复"]),
        (["  See '", "' for more information."], ["  详见 '", "'。"]),
    ]

    private static func line(_ line: String) -> String {
        for (english, chinese) in beginnings where line.hasPrefix(english) {
            return chinese + sentence(String(line.dropFirst(english.count)))
        }
        return sentence(line)
    }

    private static func sentence(_ text: String) -> String {
        for (english, chinese) in sentences {
            guard let values = values(of: text, between: english) else { continue }
            return chinese[0] + zip(values, chinese.dropFirst()).map { listed($0) + $1 }.joined()
        }
        return text
    }

    /// A list of quoted names as Chinese writes it.
    private static func listed(_ value: String) -> String {
        value.replacing("' and '", with: "'、'").replacing("' or '", with: "'、'").replacing("', '", with: "'、'")
    }

    /// What stands between the pieces of a sentence; nil for another sentence.
    private static func values(of text: String, between pieces: [String]) -> [String]? {
        guard let first = pieces.first, let last = pieces.last, text.hasPrefix(first) else { return nil }
        guard pieces.count > 1 else { return text == first ? [] : nil }
        guard text.hasSuffix(last), text.utf8.count >= first.utf8.count + last.utf8.count else { return nil }
        var rest = text.dropFirst(first.count).dropLast(last.count)
        var values: [String] = []
        for piece in pieces.dropFirst().dropLast() {
            guard let range = rest.firstRange(of: piece) else { return nil }
            values.append(String(rest[..<range.lowerBound]))
            rest = rest[range.upperBound...]
        }
        values.append(String(rest))
        return values
    }
}
