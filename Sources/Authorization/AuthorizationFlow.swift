public import BridgeModel
import NIOCore
import ServerTransport

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Gets a token: the user consents in a browser, which brings a code back to this machine (OAuth 2.0 for native apps,
/// RFC 8252, with PKCE, RFC 7636). There are no refresh tokens.
public struct AuthorizationFlow: Sendable {
  /// An event to report to the user.
  public enum Event: Equatable, Sendable {
    /// The user should open this address in a browser.
    case open(String)
    /// Something other than the answer came back. The wait continues.
    case ignored(RedirectProblem)
  }

  /// A token, and whether it allows changes.
  public struct IssuedToken: Equatable, Sendable {
    /// The token.
    public let token: AccessToken
    /// Whether it allows changes.
    public let allowsWriting: Bool
  }

  /// How long to wait for the browser, in seconds.
  public static let timeout = 300.0

  private let client: AuthorizationClient
  private let address: ServerAddress
  private let isReadOnly: Bool
  private let port: Int
  private let clock: any Clock<Duration>

  /// Creates an authorization at a server.
  ///
  /// - Parameters:
  ///   - client: the client for the server's authorization endpoints.
  ///   - isReadOnly: whether to request a read-only token.
  ///   - port: the port on 127.0.0.1 for the redirect; 0 for a free one.
  ///   - clock: the clock for the wait.
  public init(
    _ client: AuthorizationClient, isReadOnly: Bool = false, port: Int = 0,
    clock: any Clock<Duration> = ContinuousClock()
  ) {
    self.client = client
    address = client.address
    self.isReadOnly = isReadOnly
    self.port = port
    self.clock = clock
  }

  /// Runs the authorization, up to `timeout` seconds.
  ///
  /// - Parameters:
  ///   - pasted: addresses that the user pastes, for browsers on other machines.
  ///   - report: receives the events to tell the user.
  /// - Returns: the token.
  /// - Throws: the reason why there is no token.
  public func run(
    pasted: AsyncStream<String>, report: @escaping @Sendable (Event) -> Void
  ) async throws(AuthorizationProblem) -> IssuedToken {
    let endpoint = try await endpoint()
    let (results, continuation) = AsyncStream<Result<IssuedToken, AuthorizationProblem>>.makeStream()
    let attempt = Attempt(client: client, isReadOnly: isReadOnly, endpoint: endpoint, report: report)
    let (shown, showing) = AsyncStream<Void>.makeStream()
    let server = RedirectServer(port: port) { query in
      let (page, result) = await attempt.handle { state throws(RedirectProblem) in
        try AuthorizationResponse(query: query, state: state)
      }
      // The answer counts even if the browser disconnects before it gets the page.
      if let result { continuation.yield(result) }
      return (page, then: { if result != nil { showing.finish() } })
    }
    let result = await withTaskGroup(
      of: Void.self, returning: Result<IssuedToken, AuthorizationProblem>.self
    ) { group in
      // A failure sends no page, so there is none to wait for.
      let fail: @Sendable (AuthorizationProblem) -> Void = {
        continuation.yield(.failure($0))
        showing.finish()
      }
      group.addTask { await serve(server, attempt, fail) }
      group.addTask {
        for await text in pasted {
          let (_, result) = await attempt.handle { state throws(RedirectProblem) in
            try AuthorizationResponse(pasted: text, state: state)
          }
          if let result {
            continuation.yield(result)
            showing.finish()
          }
        }
      }
      group.addTask {
        guard (try? await clock.sleep(for: .seconds(Self.timeout))) != nil else { return }
        fail(.timedOut(seconds: Self.timeout))
      }
      var results = results.makeAsyncIterator()
      let first = await results.next() ?? .failure(.timedOut(seconds: 0))
      // The browser gets a second for the page.
      _ = await clock.value(within: .seconds(1)) { for await _ in shown {} }
      group.cancelAll()
      return first
    }
    return try result.get()
  }

  /// The address of the consent page. Behind a tunnel or proxy, the server may advertise a different host than the
  /// configured one, so only the path is taken from it.
  private func endpoint() async throws(AuthorizationProblem) -> String {
    let metadata: AuthorizationMetadata
    do throws(ServiceError) { metadata = try await client.metadata() } catch { throw .call(error) }
    if let methods = metadata.codeChallengeMethodsSupported, !methods.contains("S256") {
      throw .unsupported("PKCE with the method S256")
    }
    if metadata.registrationEndpoint == nil { throw .unsupported("client registration") }
    let endpoint = metadata.authorizationEndpoint
    // The address is shown to the user and passed to a browser, so only characters valid in an address are allowed.
    guard let authority = endpoint.firstRange(of: "://")?.upperBound,
      let start = endpoint[authority...].firstIndex(of: "/"),
      endpoint.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "#") })
    else { throw .unsupported("a valid consent address") }
    let path = endpoint[start...]
    return address.origin + (path.hasPrefix(address.path + "/") ? "" : address.path) + path
  }

  private func serve(
    _ server: RedirectServer, _ attempt: Attempt, _ fail: @escaping @Sendable (AuthorizationProblem) -> Void
  ) async {
    do {
      try await server.run { port in
        do throws(ServiceError) { try await attempt.begin(port: port) } catch { fail(.call(error)) }
      }
    } catch {
      if Task.isCancelled { return }
      fail((error as? IOError)?.errnoCode == EADDRINUSE ? .portTaken(port) : .cannotListen("\(error)"))
    }
  }
}

/// One attempt: the parameters sent through the browser, and the handling of its answer.
private actor Attempt {
  private let client: AuthorizationClient
  private let scope: String
  private let endpoint: String
  private let report: @Sendable (AuthorizationFlow.Event) -> Void
  private let verifier = CodeVerifier()
  private let state = randomText(bytes: 16)
  private var clientID = ""
  private var redirectURI = ""
  /// The page for the accepted answer; shown again if the browser reloads.
  private var page: RedirectPage?

  init(
    client: AuthorizationClient, isReadOnly: Bool, endpoint: String,
    report: @escaping @Sendable (AuthorizationFlow.Event) -> Void
  ) {
    self.client = client
    scope = isReadOnly ? "read" : "read write"
    self.endpoint = endpoint
    self.report = report
  }

  /// Registers with the server, and reports the address to open.
  func begin(port: Int) async throws(ServiceError) {
    redirectURI = "http://127.0.0.1:\(port)/\(RedirectServer.path)"
    let registration = ClientRegistration(clientName: "Drawbridge", redirectURIs: [redirectURI], scope: scope)
    clientID = try await client.register(registration).clientID
    let query = [
      ("response_type", "code"), ("client_id", clientID), ("redirect_uri", redirectURI), ("scope", scope),
      ("state", state), ("code_challenge", verifier.challenge), ("code_challenge_method", "S256"),
    ].map { "\($0)=\($1.percentEncoded)" }.joined(separator: "&")
    report(.open(endpoint + (endpoint.contains("?") ? "&" : "?") + query))
  }

  /// Handles a redirect or a pasted address. Returns the page to show, and the result if this was the answer.
  func handle(
    _ read: (_ state: String) throws(RedirectProblem) -> AuthorizationResponse
  ) async -> (RedirectPage, Result<AuthorizationFlow.IssuedToken, AuthorizationProblem>?) {
    let answer: AuthorizationResponse
    do throws(RedirectProblem) {
      answer = try read(state)
    } catch {
      report(.ignored(error))
      return (.unexpected(error), nil)
    }
    // A code can be exchanged only once. A reload must not exchange it again.
    if let page { return (page, nil) }
    page = .working
    let (shown, result) = await settle(answer)
    page = shown
    return (shown, result)
  }

  private func settle(
    _ answer: AuthorizationResponse
  ) async -> (RedirectPage, Result<AuthorizationFlow.IssuedToken, AuthorizationProblem>) {
    switch answer {
    case .error("access_denied", _): return (.denied, .failure(.denied))
    case .error(let code, let text): return (.failed(text), .failure(.refused(code: code, text)))
    case .code(let code):
      let result = await exchange(code)
      switch result {
      case .success: return (.done, result)
      case .failure(.codeRefused(let error)), .failure(.call(let error)):
        return (.failed(error.message), result)
      case .failure: return (.failed(""), result)
      }
    }
  }

  private func exchange(_ code: String) async -> Result<AuthorizationFlow.IssuedToken, AuthorizationProblem> {
    do throws(ServiceError) {
      let grant = try await client.exchange(
        code: code, verifier: verifier.value, clientID: clientID, redirectURI: redirectURI)
      return .success(.init(token: grant.token, allowsWriting: grant.allowsWriting))
    } catch {
      return .failure(error.kind == .badRequest ? .codeRefused(error) : .call(error))
    }
  }
}
