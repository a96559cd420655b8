import BridgeModel
import YAMLEntries

extension Network {
  /// Throws at unreachable scenes and at duplicate flow ids.
  func checkScenes(_ top: Members) throws(WorldError) {
    var reached = Set(flows.flatMap { [$0.begins, $0.beginsAgain ?? ""] })
    for scene in scenes.values {
      for (_, outcome) in scene.outcomes {
        if case .scene(let next) = outcome.end { reached.insert(next) }
      }
    }
    for scene in try top["scenes"]?.pairs() ?? [] where !reached.contains(scene.path.last ?? "") {
      throw scene.problem("this scene is unreachable")
    }
    var ids: Set<String> = []
    for (flow, entry) in zip(flows, try top["flows"]?.list() ?? []) where !ids.insert(flow.flow.id).inserted {
      throw entry.problem("duplicate flow id \(flow.flow.id)")
    }
  }
}
