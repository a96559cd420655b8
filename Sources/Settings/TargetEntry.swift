public import BridgeModel

/// A target: a server that the user added.
public struct TargetEntry: Codable, Equatable, Sendable {
  /// The user's name for it.
  public var name: String
  /// Its address, such as `https://beeper.example`.
  public var address: String
  /// Whether to allow unencrypted http to another machine.
  public var insecure: Bool?
  /// The path of a PEM file of trusted certificates (the server's own or its CA's); nil for the system's.
  public var ca: String?
  /// Whether to send no request that changes anything.
  public var readOnly: Bool?

  /// A target with these properties.
  public init(
    name: String, address: String, insecure: Bool? = nil, ca: String? = nil, readOnly: Bool? = nil
  ) {
    self.name = name
    self.address = address
    self.insecure = insecure
    self.ca = ca
    self.readOnly = readOnly
  }

  /// The rule for names, for error messages.
  public static let nameRule =
    "A name has 1 to 32 letters, digits, dashes, underscores and dots, and starts with a letter or digit."

  /// Whether a string is a valid name: 1 to 32 ASCII letters, digits, `-`, `_` and `.`, first a letter or digit.
  public static func isName(_ name: String) -> Bool {
    guard let first = name.first, first.isASCII, first.isLetter || first.isNumber else { return false }
    return name.count <= 32
      && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
  }

  /// The parsed address.
  public func serverAddress() throws(ServerAddress.Problem) -> ServerAddress {
    try ServerAddress(address, isInsecureAllowed: insecure == true)
  }
}

/// The targets, in the order they were added, and the default one.
public struct TargetList: Codable, Equatable, Sendable {
  /// The targets, in the order they were added.
  public private(set) var targets: [TargetEntry] = []
  /// The name of the default target; nil for the first.
  public private(set) var defaultName: String?

  private enum CodingKeys: String, CodingKey {
    case targets
    case defaultName = "default"
  }

  /// An empty list.
  public init() {}

  /// The target of that name.
  public func target(_ name: String) -> TargetEntry? { targets.first { $0.name == name } }

  /// The target at that address. Compares parsed addresses, not their spelling.
  public func target(at address: ServerAddress) -> TargetEntry? {
    targets.first { (try? $0.serverAddress()) == address }
  }

  /// The default target; nil if there are no targets.
  public var defaultTarget: TargetEntry? { defaultName.flatMap(target) ?? targets.first }

  /// Adds a target, or replaces the one of that name.
  public mutating func set(_ entry: TargetEntry) throws(Problem) {
    try Self.check(entry)
    if let index = targets.firstIndex(where: { $0.name == entry.name }) {
      targets[index] = entry
    } else {
      targets.append(entry)
    }
  }

  /// Removes a target.
  public mutating func remove(_ name: String) throws(Problem) {
    _ = try known(name)
    targets.removeAll { $0.name == name }
    if defaultName == name { defaultName = nil }
  }

  /// Renames a target.
  public mutating func rename(_ name: String, to new: String) throws(Problem) {
    let index = try index(of: name)
    try Self.checkName(new)
    if new != name, target(new) != nil {
      throw Problem(
        "a target named \(new) already exists.", next: "List the targets with:  drawbridge targets")
    }
    targets[index].name = new
    if defaultName == name { defaultName = new }
  }

  /// Makes a target the default.
  public mutating func makeDefault(_ name: String) throws(Problem) {
    _ = try known(name)
    defaultName = name
  }

  /// Validates a list read from a file.
  func check() throws(Problem) {
    var names: Set<String> = []
    for target in targets {
      try Self.check(target)
      guard names.insert(target.name).inserted else {
        throw Problem("the target \(target.name) is listed twice")
      }
    }
    if let defaultName, !names.contains(defaultName) {
      throw Problem("`default` names \(defaultName), which is not a target")
    }
  }

  /// The target of that name. Throws if there is none.
  public func known(_ name: String) throws(Problem) -> TargetEntry { targets[try index(of: name)] }

  private func index(of name: String) throws(Problem) -> Int {
    guard let index = targets.firstIndex(where: { $0.name == name }) else {
      throw Problem(
        "there is no target named \(name).", next: "List the targets with:  drawbridge targets")
    }
    return index
  }

  private static func checkName(_ name: String) throws(Problem) {
    guard TargetEntry.isName(name) else {
      throw Problem(
        "'\(name)' is not a valid target name.", next: TargetEntry.nameRule)
    }
  }

  private static func check(_ entry: TargetEntry) throws(Problem) {
    try checkName(entry.name)
    do throws(ServerAddress.Problem) {
      _ = try entry.serverAddress()
    } catch {
      throw Problem(error, address: entry.address, ofTarget: entry.name)
    }
  }
}

extension Problem {
  /// A problem with an address, and with the target of that name, if it has one.
  public init(_ problem: ServerAddress.Problem, address: String, ofTarget name: String? = nil) {
    let place = name.map { " (target \($0))" } ?? ""
    let next = "Valid addresses are, for example,  \(ServerAddress.defaultText)  or  https://beeper.example"
    switch problem {
    case .malformed: self.init("\(address)\(place) is not a valid server address.", next: next)
    case .scheme(let scheme):
      self.init("\(address)\(place) begins with \(scheme)://, not with http:// or https://.", next: next)
    case .credentials:
      self.init(
        "the address\(place) contains a user name or password, which Drawbridge does not use.", next: next)
    case .insecure(let host, let port):
      self.init(
        "\(address)\(place) is plain http to another machine: the token would be sent unencrypted.",
        next: "Use https://, or a tunnel:  ssh -L 23373:127.0.0.1:\(port) \(host)",
        "Or allow it:  drawbridge targets add \(name ?? "NAME") \(address) --insecure")
    }
  }
}
