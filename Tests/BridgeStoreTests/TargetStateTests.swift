import BridgeModel
import Logins
import TestSupport
import Testing

@testable import BridgeStore

@Suite("The state of a server")
struct TargetStateTests {
  private func target(_ reachability: Target.Reachability = .fresh) -> Target {
    var target = Target(id: TargetID("home"), address: "h:1")
    target.reachability = reachability
    return target
  }

  private static func stale(_ kind: ServiceError.Kind) -> Target.Reachability {
    .stale(since: Sample.now, Sample.error(kind), failures: 1)
  }

  /// Whether a server in this condition is lost, and whether it needs a sign-in.
  static let conditions: [(Target.Reachability, isLost: Bool, needsSignIn: Bool)] = [
    (.connecting, false, false), (.fresh, false, false), (stale(.timedOut), true, false),
    (stale(.unauthorized), true, true), (stale(.forbidden), true, false),
    (.unavailable(.noToken), true, true), (.unavailable(.misconfigured("why")), true, false),
  ]

  @Test(
    "a server is lost if it does not answer, and needs a sign-in if its token is the reason",
    arguments: conditions)
  func condition(_ reachability: Target.Reachability, _ isLost: Bool, _ needsSignIn: Bool) {
    let target = target(reachability)
    #expect(target.isLost == isLost && target.needsSignIn == needsSignIn)
    #expect(target.isUnavailable == { if case .unavailable = reachability { true } else { false } }())
  }

  @Test("a server is read-only by the user's choice or by its token")
  func readOnly() {
    let choices: [(Bool, Bool?, Bool)] = [
      (false, nil, false), (false, true, false), (false, false, true), (true, true, true), (true, nil, true),
    ]
    for (isReadOnly, allowsWriting, expected) in choices {
      let target = Target(
        id: TargetID("a"), address: "h:1", isReadOnly: isReadOnly, allowsWriting: allowsWriting)
      #expect(target.isReadOnly == expected)
    }
  }

  @Test("accounts are counted when bridges are read")
  func counts() {
    var target = target()
    #expect(target.accountCount == 0 && target.needingAttention == 0)
    target.bridges = [
      Sample.bridge("wa", [Sample.account("1", .reconnectRequired), Sample.account("2")]),
      Sample.bridge("tg", [Sample.account("3", bridge: "tg")]), Sample.bridge("line"),
    ]
    #expect(target.accountCount == 3 && target.needingAttention == 1)
    #expect(target.bridge("tg")?.accounts.count == 1 && target.bridge("unknown") == nil)
  }

  @Test("a login is known once its bridge's logins were read")
  func logins() {
    var target = target()
    target.bridges = [Sample.bridge("wa", [Sample.account("1", login: "l1")])]
    #expect(target.login("l1", of: "wa") == nil)
    #expect(target.snapshot(of: "wa") == BridgeSnapshot(accounts: target.bridges[0].accounts, logins: nil))
    target.logins["wa"] = [BridgeLogin(bridgeID: "wa", loginID: "l1", removeScopes: [], status: .connected)]
    #expect(target.login("l1", of: "wa")?.loginID == "l1" && target.login(nil, of: "wa") == nil)
    #expect(target.login("l1", of: "tg") == nil && target.snapshot(of: "wa").logins?.count == 1)
    #expect(target.snapshot(of: "unknown") == BridgeSnapshot(accounts: [], logins: nil))
  }

  @Test("a refused token names its server, except in a read of bridges, which reports it itself")
  func refusing() {
    let (home, login) = (TargetID("home"), LoginProcessID(number: 1))
    let refused = Sample.error(.unauthorized)
    var logins = Keyed<LoginProcess>()
    logins.append(
      LoginProcess(
        id: login, target: TargetID("work"), bridge: Sample.bridge("wa"), row: .bridge(home, "wa"),
        accountToReconnect: nil, snapshot: Sample.emptySnapshot, began: Sample.now))
    let cases: [(Action.Answer, TargetID?)] = [
      (.logins(home, bridge: "wa", .failure(refused)), home),
      (.capabilities(home, bridge: "wa", .failure(refused)), home),
      (.removal(home, bridge: "wa", login: "l1", network: "W", .failure(refused)), home),
      (.login(login, generation: 0, .polled(.failure(refused))), TargetID("work")),
      (.login(LoginProcessID(number: 2), generation: 0, .polled(.failure(refused))), nil),
      (.login(login, generation: 0, .cancelled(nil)), nil),
      (.logins(home, bridge: "wa", .failure(Sample.error(.forbidden))), nil),
      (.logins(home, bridge: "wa", .success([])), nil), (.bridges(home, .failure(refused)), nil),
      (.ran(.noBrowser), nil),
    ]
    for (answer, expected) in cases { #expect(answer.refusingTarget(in: logins) == expected, "\(answer)") }
  }
}
