import Settings
import SystemPackage

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Remembers between runs which flow created each login, by target name and login id. A reconnect preselects it.
struct FlowMemory {
  private let file: FilePath

  init(_ state: StateFolder) { file = state.flows }

  /// The remembered flows; empty if the file is missing or invalid, which costs only a preselection.
  var flows: [String: [String: String]] {
    let bytes = (try? PrivateFile.read(file)) ?? nil
    return bytes.flatMap { try? JSONDecoder().decode([String: [String: String]].self, from: Data($0)) } ?? [:]
  }

  /// Adds a flow to the file.
  func remember(_ flow: String, login: String, target: String) throws(PrivateFile.Problem) {
    let folder = file.removingLastComponent()
    try PrivateFile.makeFolder(folder)
    try PrivateFile.locked(folder) { () throws(PrivateFile.Problem) in
      var all = flows
      all[target, default: [:]][login] = flow
      // Encoding strings cannot fail.
      try PrivateFile.write(Array((try? JSONEncoder().encode(all)) ?? Data()), to: file)
    }
  }
}
