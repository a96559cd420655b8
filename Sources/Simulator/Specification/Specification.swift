import BridgeModel
import YAMLEntries
import Yams

/// The OpenAPI 3.1 description of the served API (`GET /v1/spec`).
enum Specification {
  /// The document. With `isLegacy`, logins are called `connections`.
  static func document(isLegacy: Bool) throws -> JSONValue {
    let text = String(decoding: PackageResources.openapi_yaml, as: UTF8.self)
    guard let node = try Yams.compose(yaml: text) else { return .null }
    let document = try Entry(
      file: "openapi.yaml", line: nil, path: [], node: node, names: Vocabulary(of: node)
    ).json()
    return isLegacy ? document.withLegacyNames : document
  }
}

extension JSONValue {
  /// The document with the paths and session properties of servers of early 2026.
  fileprivate var withLegacyNames: JSONValue {
    guard case .object(var members) = self, case .object(let paths)? = members["paths"] else { return self }
    members["paths"] = .object(
      Dictionary(
        paths.map { path, item in
          (path.replacing("/logins", with: "/connections"), item)
        }, uniquingKeysWith: { $1 }))
    members["components"] = members["components"]?.renaming([
      "login": "connection", "loginID": "connectionID",
    ])
    return .object(members)
  }

  /// Renames properties of `LoginSession` and `CompleteStep`.
  private func renaming(_ names: [String: String]) -> JSONValue {
    guard case .object(var components) = self, case .object(var schemas)? = components["schemas"] else {
      return self
    }
    for name in ["LoginSession", "CompleteStep"] {
      guard case .object(var schema)? = schemas[name], case .object(let properties)? = schema["properties"]
      else { continue }
      schema["properties"] = .object(
        Dictionary(properties.map { (names[$0.key] ?? $0.key, $0.value) }, uniquingKeysWith: { $1 }))
      schemas[name] = .object(schema)
    }
    components["schemas"] = .object(schemas)
    return .object(components)
  }
}
