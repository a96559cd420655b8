public import BridgeModel

/// Why an authorization brought no token.
public enum AuthorizationProblem: Error, Equatable, Sendable {
  /// The server's consent page was answered with no.
  case denied
  /// The server sent the browser back with an error (RFC 6749, 4.1.2.1): its code, and what it says.
  case refused(code: String, String)
  /// The browser did not come back within so many seconds.
  case noAnswer(seconds: Double)
  /// The port that the browser was to come back to is taken.
  case portTaken(Int)
  /// Nobody could listen for the browser, for another reason.
  case cannotListen(String)
  /// The server does not offer what is needed: what is missing.
  case unsupported(String)
  /// The server did not exchange the code: it expired, was used, or is another's.
  case codeRefused(ServiceError)

  /// A call failed.
  case call(ServiceError)
}

/// Why an address that the browser came back to, or that was pasted, is not the answer. The authorization goes on.
public enum AnswerProblem: Error, Equatable, Sendable {
  /// It is no address with an answer in it.
  case noAnswer
  /// Its `state` is of another authorization, or forged.
  case wrongState
}
