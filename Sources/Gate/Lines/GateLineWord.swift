/// Where a word stands in a line.
///
/// - **Shape**: two integers; the library's range allocates in debug builds.
struct GateLineWord {
    let start: Int
    let end: Int

    var count: Int { end - start }
}
