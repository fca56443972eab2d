/// Which sentence a rider reads whose code was not taken; whoever reads codes numbers them, the machine knows none.
package struct CodePrompt: Hashable, Sendable {
    /// What is wrong with the code.
    package let result: UInt8
    /// What kind of code it is; nil where that is not known.
    package let format: UInt8?

    package init(result: UInt8, format: UInt8?) {
        self.result = result
        self.format = format
    }
}
