import BridgeModel
import BridgeStore
import Settings
import SystemPackage

/// What is kept between runs, as far as there is a place for it.
@MainActor
struct Memory {
  /// The folder of this run; nil where there is no place for any.
  let run: RunFolder?
  private let flows: FlowMemory?

  init(_ environment: [String: String]) {
    let state = StateFolder(environment)
    run = state.map(RunFolder.init)
    flows = state.map(FlowMemory.init)
  }

  /// What earlier runs have left for these targets.
  func recall(of targets: [Target], now: Timestamp) -> Recollection {
    let sessions = run?.adopt(on: Set(targets.map(\.id.name)), now: now) ?? []
    return Recollection(sessions: sessions, flows: flows?.flows ?? [:], isLasting: run != nil)
  }

  /// Carries out an effect that keeps something; says what went wrong, or nothing.
  func perform(_ effect: Effect) -> ErrandReport? {
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
