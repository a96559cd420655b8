import BridgeModel
import BridgeStore
import Logins
import Testing

@testable import Dashboard
@testable import Simulator

@Suite("Advice after a failure")
struct AdviceTests {
  /// Every failure of the simulated networks.
  private static let failures: [Failure] = SimulatedWorld.builtIn.networks.flatMap { network in
    network.scenes.values.flatMap { scene in
      scene.outcomes.compactMap { _, outcome in
        if case .failed(let failure) = outcome.end { failure } else { nil }
      }
    }
  }

  @Test("every error code of the networks has its own advice")
  func codes() {
    let codes = Set(Self.failures.map(\.code))
    #expect(codes.count > 35)
    #expect(codes.filter { Advice.known($0) == nil } == [])
  }

  @Test("unknown codes get general advice, by the kind of failure")
  func general() {
    let unknown = LoginFailure.session(.init(code: "FI.MAU.NEW.THING", message: "No."))
    #expect(Advice(unknown) == Advice(.unexplained))
    let often = LoginFailure.session(.init(code: "FI.MAU.NEW.RATE_LIMITED", message: "No."))
    #expect(Advice(often).next.contains("Wait"))
    let kinds: [ServiceError.Kind] = [.forbidden, .rateLimited, .conflict, .gone, .serverFailed, .badRequest]
    let advice = kinds.map { Advice(.call(ServiceError($0, message: "No.", route: "POST /x"))) }
    for (index, one) in advice.enumerated() {
      #expect(!one.meaning.isEmpty && !one.next.isEmpty)
      #expect(advice.firstIndex(of: one) == index)
    }
  }
}
