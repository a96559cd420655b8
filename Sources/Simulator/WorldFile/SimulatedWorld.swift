import Yams

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The networks of a simulated world: data, read from world files.
public struct SimulatedWorld: Sendable {
  let networks: [Network]

  /// Reads a world file: YAML, a document a network (docs/simulator.md has the schema).
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

  /// Reads a world from the text of a world file of that name.
  init(text: String, file: String) throws(WorldError) {
    networks = try Self.networks(text, file: file)
    if networks.isEmpty {
      throw WorldError(file: file, line: nil, key: "", message: "there is no network in it")
    }
  }

  init(networks: [Network]) { self.networks = networks }

  static func networks(_ text: String, file: String) throws(WorldError) -> [Network] {
    var networks: [Network] = []
    do {
      let parser = try Parser(yaml: text)
      while let node = try parser.nextRoot() {
        let entry = Entry(
          file: file, line: node.mark?.line, path: [], node: node, vocabulary: Vocabulary(of: node))
        let network = try Network(entry)
        if networks.contains(where: { $0.id == network.id }) {
          throw entry.problem("another network has the id \(network.id) too")
        }
        networks.append(network)
      }
    } catch let error as WorldError {
      throw error
    } catch let error as YamlError {
      throw WorldError(error, file: file)
    } catch {
      throw WorldError(file: file, line: nil, key: "", message: "\(error)")
    }
    return networks
  }
}

extension WorldError {
  /// What the YAML parser says.
  fileprivate init(_ error: YamlError, file: String) {
    self.init(file: file, line: nil, key: "", message: "\(error)")
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      (line, message) = (mark.line, "this is not YAML: \(problem)")
    case .duplicatedKeysInMapping(let duplicates, let context):
      (line, message) = (context.mark.line, "the key \(duplicates.first ?? "") stands twice in this mapping")
    default: break
    }
  }
}
