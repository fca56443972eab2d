import ArgumentParser
import Bundles

extension BundleType: ExpressibleByArgument {}
