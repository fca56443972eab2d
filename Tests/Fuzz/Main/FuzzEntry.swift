import FuzzTargets
import Glibc

/// The target named by the environment variable `FAREGATE_FUZZ_TARGET`.
private let target: FuzzTarget = {
    let name = unsafe getenv("FAREGATE_FUZZ_TARGET").map { unsafe String(cString: $0) } ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
        preconditionFailure("FAREGATE_FUZZ_TARGET: \(FuzzTarget.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return target
}()

/// libFuzzer's entry.
@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ data: UnsafePointer<UInt8>?, _ size: Int) -> Int32 {
    target.run(unsafe Array(UnsafeBufferPointer(start: data, count: size)))
    return 0
}
