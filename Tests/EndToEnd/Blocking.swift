import Dispatch
import Foundation

/// Runs blocking work on a separate thread, since the simulator needs Swift's few cooperative threads.
@discardableResult
func blocking<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    DispatchQueue.global().async { continuation.resume(with: Result(catching: work)) }
  }
}

/// A command that failed, or a screen that never showed the expected text.
struct Failure: Error, CustomStringConvertible {
  let description: String
}

/// The folder of the built programs: the one that holds the tests.
let products = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
