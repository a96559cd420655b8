import BridgeModel
import YAMLEntries

extension Network {
  /// Reads a network from one document of a world file.
  init(_ entry: Entry) throws(WorldError) {
    let top = try entry.members("bridge", "capabilities", "identity", "logins", "flows", "scenes")
    let bridge = try top.need("bridge").members(
      "id", "displayName", "type", "provider", "network", "supportsMultipleAccounts", "limit", "status",
      "statusText", "removeScopes")
    id = try bridge.need("id").string()
    displayName = try bridge.need("displayName").string()
    type = try bridge.need("type").string()
    provider = try bridge.need("provider").oneOf([.cloud, .selfHosted, .local, .platformSDK])
    network = try bridge["network"]?.string() ?? displayName
    supportsMultipleAccounts = try bridge["supportsMultipleAccounts"]?.bool() ?? true
    limit = try bridge["limit"]?.integer(0...10_000)
    status = try bridge["status"]?.oneOf([
      .available, .connected, .limitReached, .temporarilyUnavailable, .disabled,
    ])
    statusText = try bridge["statusText"]?.string()
    removeScopes = provider == .local ? [.currentDevice, .allDevices] : [.allDevices]
    if let scopes = bridge["removeScopes"] {
      removeScopes = try scopes.map { entry throws(WorldError) in
        try entry.oneOf([.currentDevice, .allDevices])
      }
    }
    capabilities = try top.need("capabilities").decoded()
    identity = try IdentityTemplate(top.need("identity"))
    logins = try top["logins"]?.map(InitialLogin.init) ?? []
    flows = try top["flows"]?.map(Flow.init) ?? []
    for scene in try top["scenes"]?.pairs() ?? [] { scenes[scene.path.last ?? ""] = try Scene(scene) }
    if identity.loginID == nil, let flows = top["flows"] {
      throw flows.problem("flows are not allowed, because the identity has no loginID")
    }
    try checkScenes(top)
  }
}

extension Entry {
  /// Reads each element of a list.
  func map<Value>(_ read: (Entry) throws(WorldError) -> Value) throws(WorldError) -> [Value] {
    var values: [Value] = []
    for element in try list() { values.append(try read(element)) }
    return values
  }

  /// Reads each value of a mapping, by key.
  func dictionary<Value>(_ read: (Entry) throws(WorldError) -> Value) throws(WorldError) -> [String: Value] {
    var values: [String: Value] = [:]
    for pair in try pairs() { values[pair.path.last ?? ""] = try read(pair) }
    return values
  }
}

extension IdentityTemplate {
  init(_ entry: Entry) throws(WorldError) {
    let members = try entry.members("loginID", "user", "accounts")
    let user = try members.need("user").members("id", "fullName", "username", "email", "phoneNumber")
    loginID = try members["loginID"]?.template()
    userID = try user.need("id").template()
    fullName = try user["fullName"]?.template()
    username = try user["username"]?.template()
    email = try user["email"]?.template()
    phoneNumber = try user["phoneNumber"]?.template()
    accounts = try members.need("accounts").map { entry throws(WorldError) in
      let account = try entry.members("id", "network", "when")
      return Account(
        id: try account.need("id").template(), network: try account["network"]?.template(),
        when: try Condition(account["when"]))
    }
  }
}

extension InitialLogin {
  init(_ entry: Entry) throws(WorldError) {
    let members = try entry.members("values", "status", "statusText", "accounts")
    values = try members["values"]?.dictionary { entry throws(WorldError) in try entry.string() } ?? [:]
    status =
      try members["status"]?.oneOf([.connected, .connecting, .needsLogin, .loggedOut, .unknown]) ?? .connected
    statusText = try members["statusText"]?.string()
    accounts =
      try members["accounts"]?.map { entry throws(WorldError) in
        let account = try entry.members("status", "statusText")
        return AccountStatus(
          status: try account.need("status").oneOf([
            .connected, .connecting, .backfilling, .connectionRequired, .reconnectRequired,
            .attentionRequired, .disconnected, .disabled,
          ]), statusText: try account["statusText"]?.string())
      } ?? []
  }
}

extension Flow {
  init(_ entry: Entry) throws(WorldError) {
    let members = try entry.members(
      "id", "name", "description", "begins", "beginsAgain", "startsAfter", "expires", "fail")
    flow = LoginFlow(
      id: try members.need("id").string(), name: try members["name"]?.string(),
      description: try members["description"]?.string())
    startsAfter = try members["startsAfter"]?.seconds() ?? 0
    let start = try members.one(of: "begins", "fail")
    begins = start.key == "begins" ? try start.entry.scene() : ""
    beginsAgain = try members["beginsAgain"]?.scene()
    refusal = start.key == "fail" ? try Failure(start.entry) : nil
    if let expires = try members["expires"]?.members("after", "fail") {
      expiry = (try expires.need("after").seconds(), try Failure(expires.need("fail")))
    }
  }
}
