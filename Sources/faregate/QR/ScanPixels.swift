import ArgumentParser

/// `--pixels`: how the frames of a stream lie in it.
enum ScanPixels: String, ExpressibleByArgument, CaseIterable {
    case grey
    case yuyv
    case y4m
}
