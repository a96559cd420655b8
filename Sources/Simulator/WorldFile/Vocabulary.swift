public import YAMLEntries
import Yams

/// Why a world file is invalid.
public typealias WorldError = YAMLProblem

/// A value in a world file.
typealias Entry = YAMLEntries.Entry<Vocabulary>

/// The members of a mapping in a world file.
typealias Members = YAMLEntries.Members<Vocabulary>

/// The names that a network's document may use. With them, a misspelt name is reported at its line.
struct Vocabulary {
  /// The values that templates and conditions may refer to.
  private(set) var values: Set<String> = [
    "phone", "email", "username", "invented.phone", "invented.email", "invented.username", "reconnects",
    "captcha", "left",
  ]
  private(set) var scenes: Set<String> = []

  /// Collects the names that a document defines: scenes, fields and values.
  init(of document: Node) {
    for scene in document.mapping?["scenes"]?.mapping?.keys.compactMap(\.scalar?.string) ?? [] {
      scenes.insert(scene)
    }
    collect(document)
  }

  private mutating func collect(_ node: Node) {
    switch node {
    case .mapping(let mapping):
      for (key, value) in mapping {
        switch key.scalar?.string {
        case "set", "values": values.formUnion(value.mapping?.keys.compactMap(\.scalar?.string) ?? [])
        case "fields":
          for field in value.sequence ?? [] {
            if let id = field.mapping?["id"]?.scalar?.string { values.insert(id) }
          }
        default: break
        }
        collect(value)
      }
    case .sequence(let elements): elements.forEach { collect($0) }
    case .scalar, .alias: break
    }
  }
}

extension Entry {
  func template() throws(WorldError) -> Template {
    let text = try string()
    let template: Template
    do throws(Template.Problem) { template = try Template(text) } catch { throw problem(error.message) }
    for name in template.names { try checkValue(name) }
    return template
  }

  /// The name of an existing scene.
  func scene() throws(WorldError) -> String {
    let name = try string()
    guard names.scenes.contains(name) else { throw problem("there is no scene \(name)") }
    return name
  }

  /// Throws if no value has that name.
  func checkValue(_ name: String) throws(WorldError) {
    if !names.values.contains(name) {
      throw problem("unknown field or value \(name)")
    }
  }
}

extension Template {
  /// The names of the values it needs.
  var names: [String] {
    parts.compactMap { part in
      if case .gap(.value(let name), _) = part { name } else { nil }
    }
  }
}
