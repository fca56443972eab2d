/// What a gate does without when it decides a tap.
package struct GateTerms: Sendable {
    /// The lane's easings.
    package var easings: GateEasings
    /// The emergency releases that are known.
    package var releases: EmergencyReleases

    /// Every rule holds unless something is given.
    package init(easings: GateEasings = .none, releases: EmergencyReleases = EmergencyReleases()) {
        self.easings = easings
        self.releases = releases
    }
}
