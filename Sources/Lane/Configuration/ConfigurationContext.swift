/// What a configuration's paths are looked for by.
package struct ConfigurationContext {
    /// The folder of the configuration, which relative paths begin at; without a slash at its end.
    package var folder: String
    /// The environment's variables.
    package var variable: (String) -> String?

    package init(folder: String, variable: @escaping (String) -> String? = { _ in nil }) {
        self.folder = folder
        self.variable = variable
    }

    /// The variable with the folder of a service's credentials.
    package static let credentials = "CREDENTIALS_DIRECTORY"

    /// The path that a text means.
    ///
    /// - **Errors**: what a path may not have: another variable, or one that is not set.
    func path(_ text: String, at place: ConfigurationPlace) -> Result<ConfigurationPath, ConfigurationFault> {
        guard !text.isEmpty, !text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) else {
            return .failure(ConfigurationFault(.expected(.path, found: text), at: place))
        }
        let name = "${\(Self.credentials)}"
        guard text.hasPrefix(name) else {
            guard !text.contains("${") else {
                return .failure(ConfigurationFault(.expected(.path, found: text), at: place))
            }
            let path = text.hasPrefix("/") ? text : "\(folder)/\(text)"
            return .success(ConfigurationPath(path: path, isCredential: isCredential(path), place: place))
        }
        guard let credentials = variable(Self.credentials), !credentials.isEmpty else {
            return .failure(ConfigurationFault(.noVariable(Self.credentials), at: place))
        }
        let rest = text.dropFirst(name.count)
        guard rest.first == "/", !rest.contains("${"), !rest.contains("/../") else {
            return .failure(ConfigurationFault(.expected(.path, found: text), at: place))
        }
        return .success(ConfigurationPath(path: credentials + rest, isCredential: true, place: place))
    }

    private func isCredential(_ path: String) -> Bool {
        guard let folder = variable(Self.credentials), !folder.isEmpty else { return false }
        return path.hasPrefix(folder + "/") && !path.contains("/../")
    }
}
