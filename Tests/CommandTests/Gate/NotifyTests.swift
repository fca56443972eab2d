import Foundation
import Glibc
import Journal
import TestSupport
import Testing

@testable import faregate

/// What the service manager hears.
@Suite(.serialized)
struct NotifyTests {
    @Test("READY after the lanes, WATCHDOG at half the time, RELOADING and READY, STOPPING", arguments: [false, true])
    func course(isAbstract: Bool) throws {
        let folder = try Folder()
        let name = isAbstract ? "@faregate-test-\(UUID().uuidString)" : folder.file("notify")
        let manager = try NotifySocket(name)
        let gate = try ConfiguredGate(
            ConfiguredGateTests.three, in: folder, environment: ["NOTIFY_SOCKET": name, "WATCHDOG_USEC": "100000"])
        let first = try manager.wait(for: "READY=1")
        #expect(first.allSatisfy { $0 == "WATCHDOG=1" || $0.hasPrefix("READY=1\nSTATUS=3 lanes") }, "\(first)")
        for _ in 0..<3 { _ = try manager.wait(for: "WATCHDOG=1") }
        gate.signal(SIGHUP)
        #expect(try manager.wait(for: "RELOADING=1").last?.contains("\nMONOTONIC_USEC=") == true)
        _ = try manager.wait(for: "READY=1")
        gate.signal(SIGTERM)
        _ = try manager.wait(for: "STOPPING=1")
        #expect(try gate.wait() == 0)
    }

    @Test("a desk that hangs is not vouched for")
    func hungDesk() throws {
        let fed = DispatchSemaphore(value: 0)
        let hang = DispatchSemaphore(value: 0)
        // Made empty: a semaphore that ends below what it was made with ends the process.
        let beats = DispatchSemaphore(value: 0)
        for _ in 0..<2 { beats.signal() }
        let feeder = try WatchdogFeeder(
            microseconds: 1000,
            beat: {
                if beats.wait(timeout: .now()) != .success { hang.wait() }
                return true
            }, feed: { fed.signal() })
        #expect(fed.wait(timeout: .now() + 60) == .success && fed.wait(timeout: .now() + 60) == .success)
        #expect(fed.wait(timeout: .now() + 0.2) == .timedOut)
        hang.signal()
        #expect(fed.wait(timeout: .now() + 60) == .success)
        feeder.close()
        hang.signal()
    }

    @Test("no manager, no socket; another process's watchdog is not ours")
    func environment() throws {
        #expect(ServiceNotifier { _ in nil } == nil)
        #expect(ServiceNotifier { $0 == "NOTIFY_SOCKET" ? String(repeating: "x", count: 200) : nil } == nil)
        let variables = ["NOTIFY_SOCKET": "/nowhere", "WATCHDOG_USEC": "3000000"]
        #expect(ServiceNotifier { variables[$0] }?.watchdogMicroseconds == 1_500_000)
        let other = variables.merging(["WATCHDOG_PID": "1"]) { $1 }
        #expect(ServiceNotifier { other[$0] }?.watchdogMicroseconds == nil)
    }
}
