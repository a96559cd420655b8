import BridgeModel
import BridgeStore
import Dashboard
import Logins
import Terminal

/// States to draw, and their frames as text.
enum Screens {
  static let target = TargetID("home")
  /// 14:02:11 UTC on some day.
  static let now = Timestamp(seconds: 50_531)
  static let theme = Theme(isUnicode: true, isColored: true)
  static let ascii = Theme(isUnicode: false, isColored: false)

  static func account(
    _ id: String, _ status: Account.Status, bridge: String, provider: Bridge.Provider, user: User,
    text: String? = nil
  ) -> Account {
    Account(
      accountID: id, bridge: .init(id: bridge, provider: provider, type: bridge), status: status, user: user,
      loginID: "l-\(id)", statusText: text)
  }

  static var bridges: [Bridge] {
    [
      Bridge(
        id: "wa",
        accounts: [
          account(
            "a1", .reconnectRequired, bridge: "wa", provider: .local,
            user: User(id: "1", fullName: "Alice Example", phoneNumber: "+14155552671"),
            text: "Your phone ended this session.")
        ], displayName: "WhatsApp", provider: .local, status: .connected, supportsMultipleAccounts: true,
        type: "whatsapp"),
      Bridge(
        id: "tg",
        accounts: [
          account("a2", .backfilling, bridge: "tg", provider: .local, user: User(id: "2", username: "alice"))
        ], displayName: "Telegram", provider: .local, status: .connected, supportsMultipleAccounts: true,
        type: "telegram"),
      Bridge(
        id: "dc",
        accounts: [
          account(
            "a3", .connected, bridge: "dc", provider: .cloud, user: User(id: "3", username: "alice#0001")),
          account(
            "a4", .init(rawValue: "half_asleep"), bridge: "dc", provider: .cloud,
            user: User(id: "4", email: "a@b.example")),
        ], displayName: "Discord", provider: .cloud, status: .connected, supportsMultipleAccounts: true,
        type: "discordgo"),
      Bridge(
        id: "line", displayName: "LINE", provider: .cloud, status: .available, supportsMultipleAccounts: true,
        type: "line"),
      Bridge(
        id: "old", displayName: "Old Network", provider: .cloud, status: .disabled,
        supportsMultipleAccounts: true,
        type: "old"),
    ]
  }

  static func state(_ size: Size = Size(columns: 80, rows: 24), bridges: [Bridge] = bridges) -> State {
    var state = State(
      targets: [Target(id: target, address: "127.0.0.1:23373", hasConnection: true)], now: now)
    send(&state, .resized(Layout.viewport(of: size)))
    send(&state, .opened)
    send(&state, .answered(.bridges(target, .success(bridges))))
    return state
  }

  static func send(_ state: inout State, _ actions: Action...) {
    for action in actions { _ = reduce(&state, action) }
  }

  /// A state in which a login shows a step.
  static func login(at step: LoginStep, _ size: Size = Size(columns: 80, rows: 24)) -> State {
    var state = state(size)
    send(&state, .asked(.reconnect))
    guard let key = state.loginProcesses.first?.id else { return state }
    let session = LoginSession(
      bridgeID: "wa", loginSessionID: "s", status: .waitingForInput, currentStep: step)
    send(
      &state, .answered(.login(key, generation: 0, .flows(.success([LoginFlow(id: "f")])))),
      .answered(.login(key, generation: 1, .started(.success(session)))))
    return state
  }

  static func lines(_ state: State, _ columns: Int = 80, _ rows: Int = 24, _ theme: Theme = theme) -> [String]
  {
    DashboardView.frame(of: state, size: Size(columns: columns, rows: rows), theme: theme).lines
  }
}
