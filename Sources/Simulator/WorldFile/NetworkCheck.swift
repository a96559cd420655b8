import BridgeModel

extension Network {
  /// Complains of names that nothing answers to, and of scenes that nothing leads to.
  func checkReferences(_ top: Members) throws(WorldError) {
    for (index, flow) in flows.enumerated() where flow.refusal == nil && scenes[flow.begins] == nil {
      let entry = try top.need("flows").list()[index].members(
        "id", "name", "description", "begins", "startsAfter", "fail")
      throw try entry.need("begins").problem("there is no scene \(flow.begins)")
    }
    var reached = Set(flows.map(\.begins))
    for scene in try top["scenes"]?.pairs() ?? [] {
      for (name, outcome) in scenes[scene.path.last ?? ""]?.outcomes ?? [] {
        guard case .scene(let next) = outcome.end else { continue }
        guard scenes[next] != nil else { throw scene.problem("\(name) leads to \(next), which is no scene") }
        reached.insert(next)
      }
    }
    for scene in try top["scenes"]?.pairs() ?? [] where !reached.contains(scene.path.last ?? "") {
      throw scene.problem("nothing leads to this scene")
    }
    if let duplicate = Dictionary(grouping: flows, by: \.flow.id).first(where: { $0.value.count > 1 }) {
      throw try top.need("flows").problem("two flows have the id \(duplicate.key)")
    }
  }
}
