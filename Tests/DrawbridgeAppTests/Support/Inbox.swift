import BridgeStore

/// The actions that runners sent, in order.
@MainActor
final class Inbox {
  private(set) var actions: [Action] = []
  private var waiter: (count: Int, continuation: CheckedContinuation<Void, Never>)?

  func receive(_ action: Action) {
    actions.append(action)
    if let waiter, actions.count >= waiter.count {
      self.waiter = nil
      waiter.continuation.resume()
    }
  }

  /// The first so many actions, once they are there.
  func first(_ count: Int) async -> [Action] {
    if actions.count < count { await withCheckedContinuation { waiter = (count, $0) } }
    return actions
  }
}
