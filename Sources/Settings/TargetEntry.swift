public import BridgeModel

/// A server as the user has added it.
public struct TargetEntry: Codable, Equatable, Sendable {
  /// What the user calls it.
  public var name: String
  /// Its address, such as `https://beeper.example`.
  public var address: String
  /// Whether plain http is taken to a host that is not this machine.
  public var insecure: Bool?
  /// The path of a file with the certificates (PEM) that the server's is to be one of, or signed by.
  public var ca: String?
  /// Whether nothing is changed there.
  public var readOnly: Bool?

  /// A server of that name and address.
  public init(
    name: String, address: String, insecure: Bool? = nil, ca: String? = nil, readOnly: Bool? = nil
  ) {
    self.name = name
    self.address = address
    self.insecure = insecure
    self.ca = ca
    self.readOnly = readOnly
  }

  /// What a name has to be.
  public static let nameRule =
    "A name has 1 to 32 letters, digits, dashes, underscores and full stops, and begins with a letter or digit: home"

  /// Whether a string can be a name: 1 to 32 letters, digits, `-`, `_` and `.`, a letter or digit first.
  public static func isName(_ name: String) -> Bool {
    guard let first = name.first, first.isASCII, first.isLetter || first.isNumber else { return false }
    return name.count <= 32
      && name.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
  }

  /// The address, read.
  public func serverAddress() throws(ServerAddress.Problem) -> ServerAddress {
    try ServerAddress(address, isInsecureAllowed: insecure == true)
  }
}

/// The servers that were added, in order, and which of them is taken when none is named.
public struct TargetList: Codable, Equatable, Sendable {
  /// The servers.
  public private(set) var targets: [TargetEntry] = []
  /// The name of the one that is taken when none is named; nil for the first.
  public private(set) var usual: String?

  private enum CodingKeys: String, CodingKey {
    case targets
    case usual = "default"
  }

  /// No servers.
  public init() {}

  /// The server of that name.
  public func target(_ name: String) -> TargetEntry? { targets.first { $0.name == name } }

  /// The server at that address, however it is written.
  public func target(at address: ServerAddress) -> TargetEntry? {
    targets.first { (try? $0.serverAddress()) == address }
  }

  /// The server that is taken when none is named.
  public var usualTarget: TargetEntry? { usual.flatMap(target) ?? targets.first }

  /// Adds a server, or changes the one of that name.
  public mutating func set(_ entry: TargetEntry) throws(SettingsProblem) {
    try Self.check(entry)
    if let index = targets.firstIndex(where: { $0.name == entry.name }) {
      targets[index] = entry
    } else {
      targets.append(entry)
    }
  }

  /// Takes a server away.
  public mutating func remove(_ name: String) throws(SettingsProblem) {
    _ = try known(name)
    targets.removeAll { $0.name == name }
    if usual == name { usual = nil }
  }

  /// Calls a server something else.
  public mutating func rename(_ name: String, to new: String) throws(SettingsProblem) {
    let index = try index(of: name)
    try Self.checkName(new)
    if new != name, target(new) != nil {
      throw SettingsProblem(
        "there is a target named \(new) already.", next: "See them with:  drawbridge targets")
    }
    targets[index].name = new
    if usual == name { usual = new }
  }

  /// Takes that server when none is named.
  public mutating func makeUsual(_ name: String) throws(SettingsProblem) {
    _ = try known(name)
    usual = name
  }

  /// Checks what a file said.
  func check() throws(SettingsProblem) {
    var names: Set<String> = []
    for target in targets {
      try Self.check(target)
      guard names.insert(target.name).inserted else {
        throw SettingsProblem("the target \(target.name) is there twice")
      }
    }
    if let usual, !names.contains(usual) {
      throw SettingsProblem("`default` names \(usual), which is no target")
    }
  }

  /// The server of that name, which has to be there.
  public func known(_ name: String) throws(SettingsProblem) -> TargetEntry { targets[try index(of: name)] }

  private func index(of name: String) throws(SettingsProblem) -> Int {
    guard let index = targets.firstIndex(where: { $0.name == name }) else {
      throw SettingsProblem("there is no target named \(name).", next: "See them with:  drawbridge targets")
    }
    return index
  }

  private static func checkName(_ name: String) throws(SettingsProblem) {
    guard TargetEntry.isName(name) else {
      throw SettingsProblem(
        "'\(name)' cannot be a target's name.", next: TargetEntry.nameRule)
    }
  }

  private static func check(_ entry: TargetEntry) throws(SettingsProblem) {
    try checkName(entry.name)
    do throws(ServerAddress.Problem) {
      _ = try entry.serverAddress()
    } catch {
      throw SettingsProblem(error, address: entry.address, ofTarget: entry.name)
    }
  }
}

extension SettingsProblem {
  /// What is wrong with an address; of the target of that name, where it has one.
  public init(_ problem: ServerAddress.Problem, address: String, ofTarget name: String? = nil) {
    let place = name.map { " (of the target \($0))" } ?? ""
    let next = "An address is, for example,  \(ServerAddress.usual)  or  https://beeper.example"
    switch problem {
    case .malformed: self.init("\(address)\(place) is not the address of a server.", next: next)
    case .scheme(let scheme):
      self.init("\(address)\(place) begins with \(scheme)://, not with http:// or https://.", next: next)
    case .credentials:
      self.init(
        "the address\(place) holds a user name or password, which the server does not take.", next: next)
    case .insecure(let host, let port):
      self.init(
        "\(address)\(place) is plain http to another machine: the token would cross the network readably.",
        next: "Use https://, or a tunnel:  ssh -L 23373:127.0.0.1:\(port) \(host)",
        "Or accept it:  drawbridge targets add \(name ?? "NAME") \(address) --insecure")
    }
  }
}
