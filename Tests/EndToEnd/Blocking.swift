import Dispatch
import Foundation

/// Runs something that blocks on a thread of its own: the simulator lives on Swift's own few.
@discardableResult
func blocking<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    DispatchQueue.global().async { continuation.resume(with: Result(catching: work)) }
  }
}

/// A command that ended with another status than 0, or something on a screen that never came.
struct Failure: Error, CustomStringConvertible {
  let description: String
}

/// The folder of the built programs: the one that holds the tests.
let products = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
