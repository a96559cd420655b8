public import BridgeModel
import Logins

extension State {
  /// Index of the login on the screen.
  var shownIndex: Int? { shownLoginID.flatMap(loginProcesses.index) }

  /// Opens the wizard for the selection, or returns to it if it is already open.
  mutating func connect(reconnecting: Bool) -> [Effect] {
    guard let (target, bridge, account) = selected, let row = list.selection?.id else { return [] }
    let accountToReconnect = reconnecting ? account : nil
    if reconnecting && accountToReconnect == nil { return [] }
    pane = .detail
    let open = loginProcesses.first {
      $0.target == target.id && $0.bridgeID == bridge.id && !$0.machine.phase.isEnded
        && $0.accountToReconnect?.accountID == accountToReconnect?.accountID
    }
    if let open {
      frontLogins[open.row] = open.id
      if open.row != row { list.select(open.row) }
      return tick()
    }
    let closed = loginProcesses.filter { $0.row == row && $0.machine.phase.isEnded }.map(\.id)
    closed.forEach { remove($0) }
    let id = addLogin(to: bridge, of: target, row, accountToReconnect: accountToReconnect, began: now)
    frontLogins[row] = id
    return closed.map { .cancel(.login($0)) } + step(id, .begin)
  }

  /// Creates a login to a bridge, started from this row.
  mutating func addLogin(
    to bridge: Bridge, of target: Target, _ row: RowID, accountToReconnect: Account?, began: Timestamp
  ) -> LoginProcessID {
    loginsMade += 1
    let id = LoginProcessID(number: loginsMade)
    loginProcesses.append(
      LoginProcess(
        id: id, target: target.id, bridge: bridge, row: row, accountToReconnect: accountToReconnect,
        snapshot: target.snapshot(of: bridge.id), began: began))
    return id
  }

  /// Hands an event to a login's machine, and turns its commands into effects.
  mutating func step(_ id: LoginProcessID, _ event: LoginEvent) -> [Effect] {
    guard let index = loginProcesses.index(of: id) else { return [] }
    let before = loginProcesses[index].machine.phase
    let commands = loginProcesses[index].machine.handle(event, at: now)
    loginProcesses[index].refreshForm(since: before)
    preselect(index, before)
    let effects = commands.map { effect($0, loginProcesses[index]) }
    let files = refreshFiles(index, before)
    let phase = loginProcesses[index].machine.phase
    if phase.isEnded || phase == .cancelling || phase.step?.id != before.step?.id {
      closeDialogs(about: id, isOver: phase.isEnded || phase == .cancelling)
    }
    // Full-screen mode ends with the code.
    if shownQR == nil { qr.isFullScreen = false }
    return effects + files + ended(index, before) + tick()
  }

  /// Hands an event to the login on the screen.
  mutating func stepShown(_ event: LoginEvent) -> [Effect] {
    // Acting on a login revokes the choice to leave it.
    if let index = shownIndex { loginProcesses[index].keptSession = nil }
    return shownLoginID.map { step($0, event) } ?? []
  }

  /// The account that a completed login connected, as the server shows it now; nil if it has not been read since, or has
  /// no such account.
  public func connectedAccount(of login: LoginProcess) -> Account? {
    guard login.isEndRead, let id = login.completedAccountID else { return nil }
    return targets[id: login.target]?.bridge(login.bridgeID)?.accounts.first { $0.accountID == id }
  }

  /// Records a read of a server's accounts with the logins that have ended.
  mutating func noteReadOfEnds(on target: TargetID) {
    for index in loginProcesses.indices
    where loginProcesses[index].target == target && loginProcesses[index].machine.phase.isEnded {
      if loginProcesses[index].olderReads > 0 {
        loginProcesses[index].olderReads -= 1
      } else {
        loginProcesses[index].isEndRead = true
      }
    }
  }

  /// Closes the login on the screen, and selects the account it connected.
  mutating func closeLogin() -> [Effect] {
    guard let login else { return [] }
    let isOver = login.machine.phase.isEnded
    if isOver { remove(login.id) }
    hideLogin()
    let effects: [Effect] = isOver ? [.cancel(.login(login.id))] : []
    guard case .ended(.complete) = login.machine.phase else { return effects }
    if let account = login.completedAccountID {
      awaited = .account(login.target, account)
      selectAwaited()
    }
    return effects + loadDetails()
  }

  /// Hides the login, and returns to the list.
  mutating func hideLogin() {
    pane = .list
  }

  /// Ticks every second while a wait is on the screen.
  mutating func tick() -> [Effect] {
    guard case .waiting = login?.machine.phase, !isTicking else { return [] }
    isTicking = true
    return [.timer(.tick, seconds: 1)]
  }

  /// Marks the flow that created the login to reconnect, if known.
  private mutating func preselect(_ index: Int, _ before: LoginPhase) {
    let login = loginProcesses[index]
    guard case .choosingFlow(let offered) = login.machine.phase, login.machine.phase != before,
      let old = login.accountToReconnect?.loginID, let flow = rememberedFlows[login.target.name]?[old]
    else { return }
    loginProcesses[index].choice = offered.firstIndex { $0.id == flow } ?? 0
  }

  private func effect(_ command: LoginCommand, _ login: LoginProcess) -> Effect {
    let generation = login.machine.generation
    switch command {
    case .later(let timer, let seconds):
      return .timer(.login(login.id, timer, generation: generation), seconds: seconds)
    case .call(let call):
      return .server(
        .login(
          LoginRequest(
            id: login.id, generation: generation, target: login.target, bridgeID: login.bridgeID, call: call)
        ))
    }
  }

  /// Handles the end of a login.
  private mutating func ended(_ index: Int, _ before: LoginPhase) -> [Effect] {
    let login = loginProcesses[index]
    guard case .ended(let outcome) = login.machine.phase, !before.isEnded else { return [] }
    note(.loginEnded(network: login.network, outcome), on: login.target)
    loginProcesses[index].isEndRead = false
    loginProcesses[index].olderReads = targets[id: login.target]?.isLoading == true ? 1 : 0
    // An end the user requested needs no wizard; an off-screen success shows in the list.
    let isByUser = outcome == .cancelled(reachedServer: true) && before.isCancelledOnlyByUser
    var isGood = false
    var effects: [Effect] = []
    if case .complete(let completion) = outcome {
      isGood = true
      effects = rememberFlow(login, completion)
    }
    if isByUser || isGood && shownLoginID != login.id {
      remove(login.id)
      effects.append(.cancel(.login(login.id)))
    }
    return effects + refresh(login.target)
  }

  private mutating func rememberFlow(_ login: LoginProcess, _ completion: LoginCompletion) -> [Effect] {
    guard !isDemo(login.target), let flow = login.machine.flow,
      let made = completion.login?.loginID ?? completion.account?.loginID,
      rememberedFlows[login.target.name]?[made] != flow.id
    else { return [] }
    rememberedFlows[login.target.name, default: [:]][made] = flow.id
    return [.storage(.rememberFlow(login.target, login: made, flow: flow.id))]
  }

  private mutating func remove(_ id: LoginProcessID) {
    let isShown = shownLoginID == id
    guard let removed = loginProcesses.remove(id) else { return }
    if frontLogins[removed.row] == id { frontLogins[removed.row] = nil }
    closeDialogs(about: id, isOver: true)
    if isShown { hideLogin() }
  }
}

extension LoginPhase {
  /// Whether a login that ends as cancelled from this phase was cancelled by the user. From the others, the server did it.
  fileprivate var isCancelledOnlyByUser: Bool {
    switch self {
    case .loadingFlows, .choosingFlow, .cancelling: true
    default: false
    }
  }
}
