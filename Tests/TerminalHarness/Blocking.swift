import Dispatch
package import Foundation

/// Runs blocking work on a separate thread, since the simulator needs Swift's few cooperative threads.
@discardableResult
package func blocking<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
  try await withCheckedThrowingContinuation { continuation in
    DispatchQueue.global().async { continuation.resume(with: Result(catching: work)) }
  }
}

/// A command that failed, or a screen that never showed the expected text.
package struct Failure: Error, CustomStringConvertible {
  package let description: String

  package init(description: String) { self.description = description }
}

/// The folder of the built programs: the one that holds the tests.
package let products = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
