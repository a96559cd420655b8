import BridgeModel
import TestSupport
import Testing

@testable import Logins

@Suite("The result of a login")
struct CompletionFinderTests {
  private func login(_ id: String, _ status: BridgeLogin.Status = .connected) -> BridgeLogin {
    BridgeLogin(bridgeID: "wa", loginID: id, removeScopes: [], status: status)
  }

  private func finder(
    _ purpose: LoginStart = LoginStart(), _ accounts: [Account] = [], _ logins: [BridgeLogin]? = []
  ) -> CompletionFinder {
    CompletionFinder(purpose: purpose, snapshotAtStart: .init(accounts: accounts, logins: logins))
  }

  private func found(
    _ finder: CompletionFinder, _ accounts: [Account] = [], _ logins: [BridgeLogin]? = []
  ) -> String? {
    finder.completion(in: .init(accounts: accounts, logins: logins)).map {
      #expect($0.wasReconciled)
      return "\($0.account?.accountID ?? "-") \($0.login?.loginID ?? "-")"
    }
  }

  @Test("a session that goes on has none; one that ended has the account of the session or of its last step")
  func outcomes() {
    #expect(finder().outcome(of: Sample.session(Sample.input)) == nil)
    #expect(finder().outcome(of: Sample.session(nil, .failed)) == .failed(.unexplained))
    #expect(finder().outcome(of: Sample.session(nil, .cancelled)) == .cancelled(reachedServer: true))
    var session = Sample.session(nil, .complete)
    session.currentStep = .complete(
      CompleteStep(account: Sample.account("a1"), login: login("l1"), instructions: "Done"))
    guard case .complete(let end)? = finder().outcome(of: session) else {
      Issue.record("no completion")
      return
    }
    #expect(end.account?.accountID == "a1" && end.login?.loginID == "l1" && end.instructions == "Done")
    #expect(end.replacedLoginID == nil && !end.wasReconciled)
  }

  @Test("a new account is one that was not there before and works")
  func newAccount() {
    let old = Sample.account("old")
    let before = finder(LoginStart(), [old])
    #expect(found(before, [old]) == nil)
    #expect(found(before, [old, Sample.account("new")]) == "new -")
    #expect(found(before, [old, Sample.account("new", .connecting)]) == "new -")
    #expect(found(before, [old, Sample.account("new", .reconnectRequired)]) == nil)
    #expect(found(before, [old, Sample.account("new", .disconnected)]) == nil)
    #expect(found(finder(LoginStart(), [Sample.account("old", .reconnectRequired)]), [old]) == nil)
  }

  @Test("a reconnected account is the one that was broken and works; another one only in its place")
  func reconnected() {
    let broken = Sample.account("mine", .reconnectRequired, login: "l1")
    let mended = Sample.account("mine", login: "l1")
    let stranger = Sample.account("other", login: "l7")
    for purpose in [LoginStart(loginID: "l1"), LoginStart(accountID: "mine")] {
      let before = finder(purpose, [broken])
      #expect(found(before, [broken]) == nil)
      #expect(found(before, [mended]) == "mine -")
      #expect(found(before, [broken, stranger]) == nil)
      #expect(found(before, [stranger]) == "other -")
      #expect(found(finder(purpose, [mended]), [mended]) == nil)
    }
  }

  @Test("a login counts as well as an account, if it is known which there were before")
  func logins() {
    #expect(found(finder(), [], [login("l1")]) == "- l1")
    #expect(found(finder(), [], [login("l1", .connecting)]) == "- l1")
    #expect(found(finder(), [], [login("l1", .needsLogin)]) == nil)
    #expect(found(finder(LoginStart(), [], [login("l1")]), [], [login("l1")]) == nil)
    #expect(found(finder(LoginStart(), [], nil), [], [login("l1")]) == nil)
    #expect(found(finder(), [], nil) == nil)
  }

  @Test("a login that is reconnected counts once its status has changed")
  func reconnectedLogin() {
    let before = finder(LoginStart(loginID: "l1"), [], [login("l1", .needsLogin)])
    #expect(found(before, [], [login("l1", .needsLogin)]) == nil)
    #expect(found(before, [], [login("l1")]) == "- l1")
    #expect(found(finder(LoginStart(loginID: "l1"), [], [login("l1")]), [], [login("l1")]) == nil)
  }

  @Test("if another identity was connected, the replaced login is reported")
  func replaced() {
    let mine = Sample.account("mine", .reconnectRequired, login: "l1")
    func replaced(_ purpose: LoginStart, by loginID: String?) -> String? {
      var session = Sample.session(nil, .complete)
      session.login = loginID.map { login($0) }
      guard case .complete(let end)? = finder(purpose, [mine]).outcome(of: session) else { return "none" }
      return end.replacedLoginID
    }
    #expect(replaced(LoginStart(loginID: "l1"), by: "l2") == "l1")
    #expect(replaced(LoginStart(accountID: "mine"), by: "l2") == "l1")
    #expect(replaced(LoginStart(loginID: "l1"), by: "l1") == nil)
    #expect(replaced(LoginStart(loginID: "l1"), by: nil) == nil)
    #expect(replaced(LoginStart(), by: "l2") == nil)
    #expect(replaced(LoginStart(accountID: "unknown"), by: "l2") == nil)
  }
}
