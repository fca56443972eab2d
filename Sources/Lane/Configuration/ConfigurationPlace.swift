/// Where in a configuration something stands.
package struct ConfigurationPlace: Hashable, Sendable {
    /// The line, from 1; 0: nowhere in the file, such as a path from the environment.
    package let line: Int
    /// The column, from 1.
    package let column: Int
    /// The key with those above it, such as `lanes[2].barrier.kind`; empty: the whole file.
    package let key: String

    package init(line: Int, column: Int, key: String) {
        self.line = line
        self.column = column
        self.key = key
    }
}
