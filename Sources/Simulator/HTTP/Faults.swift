import Hummingbird
import Synchronization

/// The pending faults, in the order they were added.
final class Faults: Sendable {
  private struct State {
    var faults: [Fault] = []
    var lastID = 0
  }

  private let state = Mutex(State())

  init(_ faults: [Fault]) {
    for fault in faults { _ = add(fault) }
  }

  var all: [Fault] { state.withLock { $0.faults } }

  func add(_ fault: Fault) -> Fault {
    state.withLock { state in
      state.lastID += 1
      var fault = fault
      fault.id = state.lastID
      state.faults.append(fault)
      return fault
    }
  }

  func clear() { state.withLock { $0.faults = [] } }

  /// The first fault that matches a call, if any. Uses up one of its `times`.
  func next(for request: Request) -> Fault? {
    state.withLock { state in
      guard let index = state.faults.firstIndex(where: { $0.matches(request.method, request.uri.path) })
      else { return nil }
      let fault = state.faults[index]
      state.faults[index].times -= 1
      if state.faults[index].times <= 0 { state.faults.remove(at: index) }
      return fault
    }
  }
}
