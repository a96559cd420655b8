import BridgeModel
import TestSupport
import Testing

@testable import Logins

@Suite("A login that is resumed, retried or given another flow")
struct LoginResumeTests {
  private let flows = [LoginFlow(id: "qr"), LoginFlow(id: "code")]

  private func adopted(_ adoption: LoginEvent.Adoption) -> (LoginMachine, [LoginCommand]) {
    var machine = LoginMachine(snapshot: Sample.emptySnapshot)
    let commands = machine.handle(.adopt(session: "s1", flow: flows[0], adoption), at: Sample.now)
    return (machine, commands)
  }

  @Test("a saved session is read, and its step shown; the age of its code is unknown")
  func resume() {
    var (machine, commands) = adopted(.resume)
    #expect(commands == [.poll] && machine.phase == .resyncing(nil) && machine.flow == flows[0])
    let shown = machine.answer(.polled(.success(Sample.session(Sample.qr("1")))))
    #expect(shown == [.wait(stepID: "scan"), .later(.poll, seconds: 1)])
    guard case .waiting(_, let wait) = machine.phase else {
      Issue.record("\(machine.phase)")
      return
    }
    #expect(!wait.isAgeKnown && wait.rotations == 0)
    _ = machine.answer(.waited(.success(Sample.session(Sample.qr("2")))), at: Sample.later)
    guard case .waiting(_, let next) = machine.phase else {
      Issue.record("\(machine.phase)")
      return
    }
    #expect(next.isAgeKnown && next.contentShownAt == Sample.later && next.stepShownAt == Sample.now)
  }

  @Test("a saved session that is over, or gone, ends the login")
  func resumeOver() {
    var (machine, _) = adopted(.resume)
    var gone = machine
    #expect(machine.answer(.polled(.success(Sample.session(nil, .cancelled)))).isEmpty)
    #expect(machine.phase == .ended(.cancelled(reachedServer: true)))
    #expect(gone.answer(.polled(.failure(Sample.error(.notFound)))) == [.reconcile])
    #expect(
      gone.answer(.reconciled(.success(Sample.emptySnapshot))).isEmpty
        && gone.phase == .ended(.lost(wasLookedFor: true)))
  }

  @Test("a saved session that is not wanted is cancelled without being read")
  func adoptToCancel() {
    var (machine, commands) = adopted(.cancel)
    #expect(commands == [.cancel] && machine.phase == .cancelling)
    #expect(machine.answer(.cancelled(nil)).isEmpty)
    #expect(machine.phase == .ended(.cancelled(reachedServer: true)))
  }

  @Test("a retry starts the same flow; without one, the flows are offered again")
  func retry() {
    var (machine, _) = Sample.machine(at: Sample.qr("1"))
    _ = machine.answer(.waited(.success(Sample.session(nil, .failed))))
    #expect(machine.phase == .ended(.failed(.unexplained)))
    #expect(
      machine.handle(.retry(Sample.emptySnapshot), at: Sample.now) == [.start(LoginStart(flowID: "only"))])
    var none = LoginMachine(snapshot: Sample.emptySnapshot)
    _ = none.begin()
    _ = none.answer(.flows(.failure(Sample.error(.unreachable))))
    #expect(none.handle(.retry(Sample.emptySnapshot), at: Sample.now) == [.call(.loadFlows)])
    _ = none.answer(.flows(.success([flows[0]])))
    #expect(none.phase == .starting)
  }

  @Test("after the end, another flow is chosen among all that the bridge offers now")
  func otherFlow() {
    var machine = LoginMachine(snapshot: Sample.emptySnapshot)
    _ = machine.begin()
    _ = machine.answer(.flows(.success(flows)))
    _ = machine.handle(.cancel, at: Sample.now)
    #expect(machine.handle(.otherFlow(Sample.emptySnapshot), at: Sample.now) == [.call(.loadFlows)])
    _ = machine.answer(.flows(.success(flows)))
    #expect(machine.phase == .choosingFlow(flows) && machine.flows == flows)
  }

  @Test("changing the flow cancels the session first, and then offers even a single flow")
  func changeFlow() {
    var (machine, _) = Sample.machine(at: Sample.qr("1"))
    #expect(machine.handle(.changeFlow, at: Sample.now) == [.cancel])
    #expect(machine.phase == .cancelling && machine.sessionID == "s1")
    #expect(machine.answer(.cancelled(nil)) == [.call(.loadFlows)])
    #expect(machine.answer(.flows(.success([flows[0]]))).isEmpty)
    #expect(machine.phase == .choosingFlow([flows[0]]) && machine.sessionID == nil)
  }

  @Test("changing the flow while the session starts waits for its id")
  func changeFlowWhileStarting() {
    var machine = LoginMachine(snapshot: Sample.emptySnapshot)
    _ = machine.begin()
    _ = machine.answer(.flows(.success([flows[0]])))
    let start = machine.generation
    #expect(machine.handle(.changeFlow, at: Sample.now).isEmpty)
    var refused = machine
    #expect(machine.answer(.started(.success(Sample.session(Sample.input))), generation: start) == [.cancel])
    #expect(
      refused.answer(.started(.failure(Sample.error(.conflict))), generation: start) == [.call(.loadFlows)])
  }

  @Test("a server that says when to come back is not asked before")
  func retryAfter() {
    var (machine, _) = Sample.machine(at: Sample.input)
    #expect(machine.fire(.poll) == [.poll])
    var error = Sample.error(.rateLimited)
    error.retryAfter = 42
    #expect(machine.answer(.polled(.failure(error))) == [.later(.poll, seconds: 42)])
    #expect(machine.trouble == error && machine.isPolled)
    #expect(machine.fire(.poll) == [.poll])
    #expect(machine.answer(.polled(.success(Sample.session(Sample.input)))) == [.later(.poll, seconds: 3)])
    #expect(machine.trouble == nil)
  }

  @Test("every call's answer knows its error, and a phase its name and step")
  func accessors() {
    let error = Sample.error(.timedOut)
    let answers: [LoginAnswer] = [
      .flows(.failure(error)), .started(.failure(error)), .submitted(.failure(error)),
      .waited(.failure(error)), .polled(.failure(error)), .cancelled(error), .reconciled(.failure(error)),
    ]
    #expect(answers.allSatisfy { $0.error == error })
    #expect(LoginAnswer.cancelled(nil).error == nil && LoginAnswer.flows(.success([])).error == nil)
    let phases: [(LoginPhase, String, Bool)] = [
      (.loadingFlows, "loadingFlows", false), (.choosingFlow([]), "choosingFlow", false),
      (.starting, "starting", false), (.editing(Sample.input, complaint: nil), "editing", true),
      (.submitting(Sample.input), "submitting", true), (.resyncing(Sample.input), "resyncing", true),
      (.cancelling, "cancelling", false), (.ended(.lost(wasLookedFor: true)), "ended", false),
    ]
    for (phase, name, hasStep) in phases {
      #expect(phase.name == name && (phase.step != nil) == hasStep && phase.isEnded == (name == "ended"))
    }
  }
}
