import BridgeModel
import Logins

/// Rows come and go with accounts; a login moves to a row that exists.
extension State {
  /// Moves the logins whose rows are gone to other rows of their bridges.
  ///
  /// - Parameters:
  ///   - target: the server that was read.
  ///   - shown: the login that was on the screen before the list changed. It stays there.
  mutating func anchorLogins(on target: Target, shown: LoginProcessID?) {
    for index in loginProcesses.indices where loginProcesses[index].target == target.id {
      let login = loginProcesses[index]
      guard let bridge = target.bridge(login.bridgeID), !bridge.has(login.row) else { continue }
      let account =
        bridge.accounts.first { $0.accountID == login.completedAccountID }
        ?? bridge.accounts.first { $0.accountID == login.accountToReconnect?.accountID }
        ?? bridge.accounts.first
      let row = account.map { RowID.account(target.id, $0.accountID) } ?? .bridge(target.id, bridge.id)
      if frontLogins[login.row] == login.id { frontLogins[login.row] = nil }
      loginProcesses[index].row = row
      if login.id == shown { bringToFront(login.id) }
    }
  }

  /// Selects a login's row, so that its wizard is on the screen.
  mutating func bringToFront(_ id: LoginProcessID) {
    guard let row = loginProcesses[id: id]?.row else { return }
    if !list.rows.contains(where: { $0.id == row }), !list.filter.isEmpty {
      list.filter = ""
      rebuildList()
      fitList()
    }
    list.select(row)
    frontLogins[row] = id
  }
}

extension Bridge {
  fileprivate func has(_ row: RowID) -> Bool {
    switch row {
    case .account(_, let id): accounts.contains { $0.accountID == id }
    case .bridge: accounts.isEmpty
    }
  }
}

extension LoginProcess {
  /// The account that it connected; nil if it has not, or if the server did not say which.
  var completedAccountID: String? {
    guard case .ended(.complete(let completion)) = machine.phase else { return nil }
    return completion.account?.accountID ?? completion.login?.accountIDs?.first
  }
}
