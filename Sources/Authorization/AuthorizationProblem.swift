public import BridgeModel

/// Why an authorization did not produce a token.
public enum AuthorizationProblem: Error, Equatable, Sendable {
  /// The user denied access on the server's consent page.
  case denied
  /// The server redirected the browser with an error (RFC 6749, 4.1.2.1): its code and description.
  case refused(code: String, String)
  /// The browser did not come back within that many seconds.
  case timedOut(seconds: Double)
  /// The port for the redirect is in use.
  case portTaken(Int)
  /// Listening for the browser failed for another reason.
  case cannotListen(String)
  /// The server lacks a required feature.
  case unsupported(String)
  /// The server did not exchange the code: it expired, was already used, or belongs to another client.
  case codeRefused(ServiceError)

  /// A call failed.
  case call(ServiceError)
}

/// Why a redirect or a pasted address is not the answer. The authorization continues.
public enum RedirectProblem: Error, Equatable, Sendable {
  /// It does not contain an answer.
  case noAnswer
  /// Its `state` belongs to another authorization, or is forged.
  case wrongState
}
