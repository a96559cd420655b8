import BridgeStore

/// The actions that runners sent, in order.
@MainActor
final class Inbox {
  private(set) var actions: [Action] = []
  private var waiters: [(count: Int, continuation: CheckedContinuation<Void, Never>)] = []

  func receive(_ action: Action) {
    actions.append(action)
    let ready = waiters.filter { actions.count >= $0.count }
    waiters.removeAll { actions.count >= $0.count }
    ready.forEach { $0.continuation.resume() }
  }

  /// The first so many actions, once they are there.
  func first(_ count: Int) async -> [Action] {
    if actions.count < count { await withCheckedContinuation { waiters.append((count, $0)) } }
    return Array(actions.prefix(count))
  }
}
