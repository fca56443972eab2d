/// A path of a configuration, and where it was named.
package struct ConfigurationPath: Hashable, Sendable {
    /// The whole path: what was relative is so to the folder of the configuration.
    package let path: String
    /// Whether it leads into the folder of the service's credentials, where the system grants access to nobody else.
    package let isCredential: Bool
    /// Where it stands.
    package let place: ConfigurationPlace

    package init(path: String, isCredential: Bool, place: ConfigurationPlace) {
        self.path = path
        self.isCredential = isCredential
        self.place = place
    }

    /// Two are the same where they lead to one place, wherever they stand in the file.
    package static func == (left: Self, right: Self) -> Bool { left.path == right.path }

    package func hash(into hasher: inout Hasher) { hasher.combine(path) }
}
