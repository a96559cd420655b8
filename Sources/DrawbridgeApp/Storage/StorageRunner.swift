import BridgeModel
import BridgeStore
import Settings
import SystemPackage

/// Keeps things for later runs, in the background: files are synced, and locks are waited for, off the main actor.
@MainActor
final class StorageRunner {
  /// The folder of this run; nil if the environment names no state folder.
  let folder: RunFolder?
  private let flows: FlowMemory?
  private let send: @MainActor (Action) -> Void
  /// The write under way. Writes keep their order.
  private var last: Task<Void, Never>?

  /// - Parameters:
  ///   - environment: the variables that name the state folder.
  ///   - send: takes reports of failures.
  init(_ environment: [String: String], send: @escaping @MainActor (Action) -> Void) {
    let state = StateFolder(environment)
    folder = state.map(RunFolder.init)
    flows = state.map(FlowMemory.init)
    self.send = send
  }

  /// The sessions and flows that earlier runs saved for these targets.
  func recall(of targets: Set<String>, now: Timestamp) async -> SavedState {
    let sessions = await folder?.adopt(on: targets, now: now) ?? []
    let flows = flows
    let remembered = await Task.detached { flows?.flows ?? [:] }.value
    return SavedState(sessions: sessions, rememberedFlows: remembered, canSave: folder != nil)
  }

  /// Starts a write.
  func perform(_ effect: StorageEffect) {
    let before = last
    last = Task { [folder, flows] in
      await before?.value
      let report = await Self.write(effect, folder, flows)
      if let report { send(.answered(.ran(report))) }
    }
  }

  /// Closes the folder after the last write, keeping only these sessions.
  func close(saving sessions: [SavedSession]) async {
    await last?.value
    await folder?.close(leaving: sessions)
  }

  private nonisolated static func write(
    _ effect: StorageEffect, _ folder: RunFolder?, _ flows: FlowMemory?
  ) async -> HostReport? {
    do throws(PrivateFile.Problem) {
      switch effect {
      case .saveSessions(let sessions): try await folder?.save(sessions)
      case .rememberFlow(let target, let login, let flow):
        try flows?.remember(flow, login: login, target: target.name)
      }
      return nil
    } catch {
      return .notWritten(path: error.path.string, reason: error.reason)
    }
  }
}
