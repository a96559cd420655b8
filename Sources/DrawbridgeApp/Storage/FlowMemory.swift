import Settings
import SystemPackage

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Which flow made a login, by target name and login id, kept between runs: a reconnect begins with it.
struct FlowMemory {
  private let file: FilePath

  init(_ state: StateFolder) { file = state.flows }

  /// What is remembered; nothing if the file is none, or broken: nothing is lost then but a preselection.
  var flows: [String: [String: String]] {
    let bytes = (try? PrivateFile.read(file)) ?? nil
    return bytes.flatMap { try? JSONDecoder().decode([String: [String: String]].self, from: Data($0)) } ?? [:]
  }

  /// Remembers one more.
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
