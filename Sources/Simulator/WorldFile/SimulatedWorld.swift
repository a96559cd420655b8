public import YAMLEntries
import Yams

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The networks of a simulated world: data, read from world files.
public struct SimulatedWorld: Sendable {
  let networks: [Network]

  /// Reads a world file: YAML, one document per network. docs/simulator.md has the schema.
  ///
  /// - Throws: `WorldError`, with file, line and key.
  public init(file: String) throws(WorldError) {
    guard let data = FileManager.default.contents(atPath: file) else {
      throw WorldError(file: file, line: nil, key: "", message: "the file cannot be read")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw WorldError(file: file, line: nil, key: "", message: "the file is not UTF-8")
    }
    try self.init(text: text, file: file)
  }

  /// Reads a world from the text of a world file. `file` is its name for error messages.
  init(text: String, file: String) throws(WorldError) {
    networks = try Self.networks(text, file: file)
    if networks.isEmpty {
      throw WorldError(file: file, line: nil, key: "", message: "the file contains no networks")
    }
  }

  init(networks: [Network]) { self.networks = networks }

  static func networks(_ text: String, file: String) throws(WorldError) -> [Network] {
    var networks: [Network] = []
    do {
      let parser = try Parser(yaml: text)
      while let node = try parser.nextRoot() {
        let entry = Entry(
          file: file, line: node.mark?.line, path: [], node: node, names: Vocabulary(of: node))
        let network = try Network(entry)
        if networks.contains(where: { $0.id == network.id }) {
          throw entry.problem("duplicate network id \(network.id)")
        }
        networks.append(network)
      }
    } catch {
      throw WorldError(error, file: file)
    }
    return networks
  }
}
