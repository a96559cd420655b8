import BridgeModel

/// Read access to the world.
extension World {
  var bridges: [Bridge] { networks.map(bridge) }

  var allAccounts: [Account] { networks.flatMap { accounts[$0.id] ?? [] } }

  func account(_ id: String) throws(APIError) -> Account {
    for network in networks {
      if let account = accounts[network.id]?.first(where: { $0.accountID == id }) { return account }
    }
    throw .notFound("account")
  }

  func bridge(_ id: String) throws(APIError) -> Bridge { bridge(try network(id)) }

  func capabilities(_ id: String) throws(APIError) -> ProvisioningCapabilities {
    try network(id).capabilities
  }

  func flows(_ id: String) throws(APIError) -> [LoginFlow] { try network(id).flows.map(\.flow) }

  func logins(_ id: String) throws(APIError) -> [BridgeLogin] { logins[try network(id).id] ?? [] }

  func login(_ loginID: String, of id: String) throws(APIError) -> BridgeLogin {
    guard let login = try logins(id).first(where: { $0.loginID == loginID }) else { throw .notFound("login") }
    return login
  }

  private func bridge(_ network: Network) -> Bridge {
    let accounts = accounts[network.id] ?? []
    return Bridge(
      id: network.id, accounts: accounts,
      activeAccountCount: accounts.count { !$0.status.needsAttention && $0.status != .disabled },
      displayName: network.displayName, provider: network.provider, status: status(of: network),
      supportsMultipleAccounts: network.supportsMultipleAccounts, type: network.type,
      network: network.network, statusText: network.statusText)
  }

  /// The network's fixed status, or the one that follows from its limit and logins.
  func status(of network: Network) -> Bridge.Status {
    if let status = network.status { return status }
    let count = logins[network.id]?.count ?? 0
    if let limit = network.limit, count >= limit { return .limitReached }
    return accounts[network.id, default: []].isEmpty ? .available : .connected
  }
}
