import BridgeModel

/// The initial logins and accounts.
struct Population {
  private(set) var logins: [String: [BridgeLogin]] = [:]
  private(set) var accounts: [String: [Account]] = [:]
  /// The last serial number used for an invented identity.
  private(set) var serial = 0

  init(networks: [Network], extraAccounts: Int) {
    for network in networks {
      for start in network.logins { add(start, to: network) }
    }
    let open = networks.filter {
      $0.supportsMultipleAccounts && $0.limit == nil && $0.status == nil && !$0.flows.isEmpty
    }
    guard !open.isEmpty else { return }
    for index in 0..<extraAccounts {
      serial += 1
      // One in fifty needs attention.
      let needsAttention = index % 50 == 49
      add(
        InitialLogin(
          values: Values(serial: serial).byName, status: needsAttention ? .needsLogin : .connected,
          accounts: needsAttention ? [.init(status: .reconnectRequired)] : []),
        to: open[index % open.count])
    }
  }

  private mutating func add(_ start: InitialLogin, to network: Network) {
    var values = Values(start.values)
    var made = Identity(network, &values)
    made.login?.status = start.status
    made.login?.statusText = start.statusText
    for (index, status) in start.accounts.enumerated() where made.accounts.indices.contains(index) {
      made.accounts[index].status = status.status
      made.accounts[index].statusText = status.statusText
    }
    accounts[network.id, default: []] += made.accounts
    if let login = made.login { logins[network.id, default: []].append(login) }
  }
}

/// A login and its accounts as the API shows them, all with status `connected`.
struct Identity {
  var login: BridgeLogin?
  var accounts: [Account]

  init(_ network: Network, _ values: inout Values) {
    let template = network.identity
    let loginID = template.loginID?.filled(&values)
    func text(_ template: Template?) -> String? {
      let text = template?.filled(&values)
      return text?.isEmpty == true ? nil : text
    }
    let user = User(
      id: template.userID.filled(&values), email: text(template.email), fullName: text(template.fullName),
      isSelf: true, phoneNumber: text(template.phoneNumber), username: text(template.username))
    let held = template.accounts.filter { $0.when.holds(values.byName) }
    accounts = (held.isEmpty ? Array(template.accounts.prefix(1)) : held).map { account in
      Account(
        accountID: account.id.filled(&values),
        bridge: .init(id: network.id, provider: network.provider, type: network.type), status: .connected,
        user: user, loginID: loginID, network: text(account.network) ?? network.network)
    }
    login = loginID.map { loginID in
      BridgeLogin(
        bridgeID: network.id, loginID: loginID, removeScopes: network.removeScopes, status: .connected,
        accountIDs: accounts.map(\.accountID), user: user)
    }
  }
}
