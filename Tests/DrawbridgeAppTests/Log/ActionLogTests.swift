import BridgeModel
import BridgeStore
import Imaging
import Logging
import Logins
import Synchronization
import TestSupport
import Testing

@testable import DrawbridgeApp

/// What was logged, a line each: level, message and values by name.
private final class Lines: LogHandler {
  private let written = Mutex<[String]>([])
  var metadata: Logger.Metadata {
    get { [:] }
    set {}
  }
  var logLevel: Logger.Level {
    get { .trace }
    set {}
  }
  var all: [String] { written.withLock { $0 } }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { nil }
    set {}
  }

  func log(event: LogEvent) {
    let details = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
    written.withLock { $0.append("\(event.level) \(event.message)\(details)") }
  }
}

@Suite("What is logged of actions and effects")
struct ActionLogTests {
  private let target = TargetID("home")
  private let login = LoginProcessID(number: 3)
  private static let secret = "hunter2"
  private static let failure = ServiceError(
    .serverFailed, message: "hunter2 is wrong", route: "GET /v1/x", status: 502, code: "BAD")
  private static let failureText = "code=BAD error=serverFailed"

  private func lines(_ body: (Logger) -> Void) -> [String] {
    let lines = Lines()
    body(Logger(label: "test") { _ in lines })
    return lines.all
  }

  private func lines(of answer: Action.Answer) -> [String] { lines { $0.log(.answered(answer)) } }

  private func lines(of answer: LoginAnswer) -> [String] {
    lines(of: .login(login, generation: 1, answer))
  }

  private func call(_ call: LoginCall) -> Effect {
    .server(.login(LoginRequest(id: login, generation: 1, target: target, bridgeID: "wa", call: call)))
  }

  @Test("calls of a login by name, but not its polls")
  func calls() {
    let submission = StepSubmission(type: "user_input", fields: ["password": Self.secret])
    let cases: [(LoginCall, String?)] = [
      (.loadFlows, "loadFlows"), (.start(LoginStart()), "start"),
      (.submit(submission, stepID: "a", session: "s"), "submit"), (.wait(stepID: "a", session: "s"), "wait"),
      (.poll(session: "s"), nil), (.cancel(session: "s"), "cancel"), (.reconcile, "reconcile"),
    ]
    for (call, name) in cases {
      let expected = name.map { ["info login.\($0) bridge=wa login=3"] } ?? []
      #expect(lines { $0.log(self.call(call)) } == expected)
    }
  }

  @Test(
    "requests that change something, and quitting; reads and what concerns this machine only are not logged")
  func effects() {
    let saved = SavedSession(target: "home", bridgeID: "wa", sessionID: "s1", network: "WhatsApp", began: 1)
    let reference = LoginSessionReference(target: target, bridgeID: "wa", sessionID: "s1")
    let cases: [(Effect, [String])] = [
      (
        .server(.removeLogin(target, bridge: "wa", login: "l1", .currentDevice, network: "WhatsApp")),
        ["info login.remove bridge=wa scope=current-device"]
      ),
      (.server(.checkSession(saved)), ["info session.check session=s1"]),
      (.signIn(.begin(target)), ["info signIn.begin target=home"]),
      (.signIn(.paste(Self.secret)), []),
      (.quit(cancelling: [reference, reference]), ["info quit cancelling=2"]),
      (.server(.loadBridges(target)), []), (.server(.loadInfo(target)), []),
      (.host(.copy(.credential(Self.secret))), []), (.storage(.saveSessions([saved])), []),
      (.timer(.tick, seconds: 1), []), (.screen(.ring), []), (.cancel(.signIn), []),
    ]
    for (effect, expected) in cases { #expect(lines { $0.log(effect) } == expected, "\(effect)") }
  }

  @Test("keys are not logged, whatever they type")
  func keys() {
    let actions: [Action] = [
      .opened, .typed(.insert(Self.secret)), .asked(.confirm), .moved(.down), .clicked(.row(1)),
      .fired(.tick),
    ]
    for action in actions { #expect(lines { $0.log(action) }.isEmpty, "\(action)") }
  }

  @Test(
    "failed reads, with route, status and code, and without the server's text; successful ones are not logged"
  )
  func reads() {
    let failed = Self.failure
    let tail = " \(Self.failureText) "
    let cases: [(Action.Answer, [String])] = [
      (.bridges(target, .success([])), []), (.logins(target, bridge: "wa", .success([])), []),
      (.info(target, .failure(failed)), ["warning info\(tail)route=GET:/v1/x status=502 target=home"]),
      (.bridges(target, .failure(failed)), ["warning bridges\(tail)route=GET:/v1/x status=502 target=home"]),
      (
        .logins(target, bridge: "wa", .failure(failed)),
        ["warning logins bridge=wa\(tail)route=GET:/v1/x status=502"]
      ),
      (
        .capabilities(target, bridge: "wa", .failure(failed)),
        ["warning capabilities bridge=wa\(tail)route=GET:/v1/x status=502"]
      ),
      (
        .removal(target, bridge: "wa", login: "l1", network: "WhatsApp", .failure(failed)),
        ["warning login.removed\(tail)route=GET:/v1/x status=502"]
      ),
    ]
    for (answer, expected) in cases { #expect(lines(of: answer) == expected, "\(answer)") }
  }

  @Test("connections and sign-ins by their outcome, without the reason's text")
  func connections() {
    let cases: [(Action.Answer, [String])] = [
      (.connected(target, .ready(allowsWriting: true)), []),
      (.connected(target, .unavailable(.noToken)), ["info target.unavailable reason=noToken target=home"]),
      (
        .connected(target, .unavailable(.misconfigured(Self.secret))),
        ["info target.unavailable reason=misconfigured target=home"]
      ),
      (.signIn(target, .open(address: "https://x?state=\(Self.secret)")), []),
      (.signIn(target, .ignored(Self.secret)), []),
      (.signIn(target, .done(Self.secret)), ["info signIn.done target=home"]),
      (.signIn(target, .failed(Self.secret)), ["warning signIn.failed target=home"]),
      (.ran(.noBrowser), []),
    ]
    for (answer, expected) in cases { #expect(lines(of: answer) == expected, "\(answer)") }
  }

  @Test("a login's answers with session, status, step and code; polls only where they fail")
  func logins() {
    var failed = Sample.session(Sample.qr(Self.secret), .failed)
    failed.error = LoginSession.Failure(code: "FLOW_ENDED", message: Self.secret)
    let shown = "login=3 session=s1 status=waiting_for_input step=ask"
    let cases: [(LoginAnswer, [String])] = [
      (.started(.success(Sample.session(Sample.input))), ["info login.started \(shown)"]),
      (.submitted(.success(Sample.session(Sample.input))), ["info login.submitted \(shown)"]),
      (
        .waited(.success(failed)),
        ["info login.waited code=FLOW_ENDED login=3 session=s1 status=failed step=scan"]
      ),
      (.polled(.success(failed)), []),
      (
        .polled(.failure(Self.failure)),
        ["warning login.polled \(Self.failureText) login=3 route=GET:/v1/x status=502"]
      ),
      (.flows(.success([])), []),
      (
        .flows(.failure(Self.failure)),
        ["warning login.flows \(Self.failureText) login=3 route=GET:/v1/x status=502"]
      ),
      (.cancelled(nil), ["info login.cancelled login=3"]),
      (
        .cancelled(Self.failure),
        ["warning login.cancelled \(Self.failureText) login=3 route=GET:/v1/x status=502"]
      ),
      (.reconciled(.success(Sample.emptySnapshot)), []),
    ]
    for (answer, expected) in cases { #expect(lines(of: answer) == expected, "\(answer)") }
  }

  @Test("sessions of earlier runs by number, and each one's state once it is known")
  func sessions() {
    let saved = SavedSession(target: "home", bridgeID: "wa", sessionID: "s1", network: "WhatsApp", began: 1)
    #expect(
      lines(of: .savedStateLoaded(SavedState(sessions: [saved, saved], rememberedFlows: [:], canSave: true)))
        == ["info session.orphaned count=2"])
    #expect(
      lines(of: .savedStateLoaded(SavedState(sessions: [], rememberedFlows: [:], canSave: true))).isEmpty)
    #expect(
      lines(of: .checked(saved, .success(Sample.session(Sample.input))))
        == ["info session.checked session=s1 status=waiting_for_input step=ask"])
    #expect(
      lines(of: .checked(saved, .failure(Self.failure)))
        == ["warning session.checked \(Self.failureText) route=GET:/v1/x session=s1 status=502"])
  }
}
