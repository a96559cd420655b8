import BridgeModel
import BridgeStore
import Settings
import SystemPackage

/// State saved between runs, if there is a folder for it.
@MainActor
struct Memory {
  /// The folder of this run; nil if the environment names no state folder.
  let run: RunFolder?
  private let flows: FlowMemory?

  init(_ environment: [String: String]) {
    let state = StateFolder(environment)
    run = state.map(RunFolder.init)
    flows = state.map(FlowMemory.init)
  }

  /// The sessions and flows that earlier runs saved for these targets.
  func recall(of targets: [Target], now: Timestamp) -> SavedState {
    let sessions = run?.adopt(on: Set(targets.map(\.id.name)), now: now) ?? []
    return SavedState(sessions: sessions, flows: flows?.flows ?? [:], isLasting: run != nil)
  }

  /// Performs a storage effect. Returns a report of a failure, or nil on success.
  func perform(_ effect: Effect) -> HostReport? {
    do throws(PrivateFile.Problem) {
      switch effect {
      case .note(let notes): try run?.note(notes)
      case .rememberFlow(let target, let login, let flow):
        try flows?.remember(flow, login: login, target: target.name)
      default: break
      }
      return nil
    } catch {
      return .notWritten(path: error.path.string, reason: error.reason)
    }
  }
}
