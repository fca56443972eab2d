import ArgumentParser

/// `faregate bundle`: signed parameter sets, from the centre's key to the gate's store.
struct BundleCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bundle",
        abstract: "Signed parameter sets: make, verify and install deny lists, tariffs, networks, keys.",
        discussion: """
            A bundle is one file: a signed manifest and a payload. A gate takes it into its store if a key of its roots \
            has signed it, it is newer than the last one and not out of date; else the last good one stays in force \
            (Docs/bundles.md). Exit codes: 65 a bundle that is refused or damaged, 74 a store that cannot be read or \
            written, 78 a key file that others may use.

            Examples:
              faregate bundle roots --version 1 --expires 2036-01-01T00:00:00Z --root-key root.key --signer signer.key -o roots
              faregate bundle make --type tariff --version 1 --expires 2035-01-01T00:00:00Z --key signer.key -o tariff.fgb what-if.yaml
              faregate bundle verify tariff.fgb --roots roots
              faregate bundle install tariff.fgb --store bundles --roots roots
              faregate bundle show bundles --roots roots
            """,
        subcommands: [
            BundleKeygenCommand.self, BundleRootsCommand.self, BundleMakeCommand.self, BundleVerifyCommand.self,
            BundleInstallCommand.self, BundleShowCommand.self,
        ])
}
