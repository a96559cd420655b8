import Authorization
import BridgeModel
import BridgeStore

/// Signs in while the dashboard is running, through a browser or a pasted token. One sign-in at a time.
@MainActor
final class SignInRunner {
  private let connector: Connector
  private let environment: [String: String]
  private let send: @MainActor (Action) -> Void
  private var attempt: Attempt?

  private struct Attempt {
    let target: TargetID
    let number: Int
    let pasted: AsyncStream<String>.Continuation
    let signIn: SignIn
    let flow: Task<Void, Never>
    /// Whether the flow is still waiting for the browser.
    var isOpen = true
    /// The check of a pasted token.
    var check: Task<Void, Never>?
  }
  private var attempts = 0

  init(
    _ connector: Connector, _ environment: [String: String], send: @escaping @MainActor (Action) -> Void
  ) {
    self.connector = connector
    self.environment = environment
    self.send = send
  }

  /// Starts an effect.
  func perform(_ effect: SignInEffect) {
    switch effect {
    case .begin(let target): begin(target)
    case .paste(let text): paste(text)
    }
  }

  /// Starts a sign-in and cancels the previous one.
  private func begin(_ target: TargetID) {
    cancel()
    attempts += 1
    let number = attempts
    let signIn: SignIn
    do { signIn = try connector.signIn(to: target) } catch {
      return send(.answered(.signIn(target, .failed(Self.message(error)))))
    }
    let (lines, pasted) = AsyncStream<String>.makeStream()
    let flow = Task {
      let result = await Self.result { [weak self] in
        try await signIn.authorize(pasted: lines) { event in
          Task { @MainActor in self?.take(event, number) }
        }
      }
      if attempt?.number == number { attempt?.isOpen = false }
      end(result, signIn, of: target, number)
    }
    attempt = Attempt(target: target, number: number, pasted: pasted, signIn: signIn, flow: flow)
  }

  /// Handles pasted text: an address goes to the flow, anything else is treated as a token.
  private func paste(_ text: String) {
    guard let attempt else { return }
    let (target, number) = (attempt.target, attempt.number)
    if text.contains("?") {
      if !attempt.isOpen {
        return report(.ignored("The sign-in is no longer waiting for an address. Start again"), number)
      }
      attempt.pasted.yield(text)
      return
    }
    attempt.check?.cancel()
    self.attempt?.check = Task {
      let result = await Self.result { try await attempt.signIn.accept(text) }
      guard case .failure(let error) = result else { return end(result, attempt.signIn, of: target, number) }
      if Task.isCancelled { return }
      report(.ignored(Self.message(error)), number)
    }
  }

  /// Cancels the sign-in in progress.
  func cancel() {
    attempt?.flow.cancel()
    attempt?.check?.cancel()
    attempt = nil
  }

  private func take(_ event: SignIn.Event, _ number: Int) {
    switch event {
    case .open(let address): report(.open(address: address), number)
    case .ignored(let problem): report(.ignored(SignIn.message(problem)), number)
    }
  }

  private func end(
    _ result: Result<SignIn.StoredToken, any Error>, _ signIn: SignIn, of target: TargetID, _ number: Int
  ) {
    switch result {
    case .success(let stored):
      // The new token has replaced the stored one, so it is needed even if the user has just cancelled.
      let connectResult = connector.use(stored, of: target)
      send(.answered(.signIn(target, .done(stored.confirmation + Self.override(environment)))))
      send(.answered(.connected(target, connectResult)))
      if attempt?.number == number { cancel() }
      // The old token is no longer in use from here on.
      Task { await signIn.revokeReplaced(by: stored) }
    case .failure(let error): report(.failed(Self.message(error)), number)
    }
  }

  /// Reports to the store, unless another sign-in has started in the meantime.
  private func report(_ event: SignInEvent, _ number: Int) {
    guard let attempt, attempt.number == number else { return }
    send(.answered(.signIn(attempt.target, event)))
  }

  /// A warning if `BEEPER_ACCESS_TOKEN` overrides the stored token; empty otherwise.
  private static func override(_ environment: [String: String]) -> String {
    environment["BEEPER_ACCESS_TOKEN"]?.isEmpty == false
      ? " BEEPER_ACCESS_TOKEN is set, and may override it at the next start: unset it." : ""
  }

  private static func message(_ error: any Error) -> String { Problem(any: error).what }

  private static func result(
    _ body: () async throws -> SignIn.StoredToken
  ) async -> Result<SignIn.StoredToken, any Error> {
    do { return .success(try await body()) } catch { return .failure(error) }
  }
}
