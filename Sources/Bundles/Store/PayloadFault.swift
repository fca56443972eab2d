/// Why a payload cannot be loaded as what its type says, in the loader's words.
package struct PayloadFault: Error, Hashable, Sendable {
    package let english: String
    package let chinese: String

    package init(english: String, chinese: String) {
        self.english = english
        self.chinese = chinese
    }
}
