import BridgeStore

/// The actions that runners sent, in order.
@MainActor
final class Inbox {
  private(set) var actions: [Action] = []

  func receive(_ action: Action) { actions.append(action) }

  /// The first so many actions, once they are there. Throws if the test is cancelled, as at its time limit.
  func first(_ count: Int) async throws -> [Action] {
    while actions.count < count {
      try Task.checkCancellation()
      await Task.yield()
    }
    return Array(actions.prefix(count))
  }
}
