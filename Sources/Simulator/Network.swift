import BridgeModel

/// A simulated network: its bridge, and the ways to log in to it.
struct Network: Sendable {
  /// A way to log in: what the list shows of it, and its first scene.
  struct Flow: Sendable {
    var flow: LoginFlow
    var first: Scene
  }

  /// The bridge's id.
  var id: String
  var displayName: String
  var type: String
  var provider: Bridge.Provider
  var flows: [Flow]
  var capabilities: ProvisioningCapabilities
  /// The accounts there are when the world begins.
  var accounts: [StartingAccount] = []
  var supportsMultipleAccounts = true
}

/// An account that is there when the world begins.
struct StartingAccount: Sendable {
  var identity: Identity
  var status: Account.Status
  var statusText: String?
}

/// Who somebody is on a network: what a login ends in.
struct Identity: Sendable, Equatable {
  /// The login's id; the same for the same identity, so that a reconnect is told from another account.
  var loginID: String
  var user: User
}

/// One step of a scripted login: what it shows, and what follows.
struct Scene: Sendable {
  /// What follows.
  enum Play: Sendable {
    /// The user's answers decide.
    case answers(@Sendable ([String: String], inout Script) -> Turn)
    /// The phone decides, after so long; meanwhile the content changes after each of the pauses.
    case phone(after: Duration, rotations: [Duration] = [], @Sendable (inout Script) -> Turn)
  }

  /// Makes the step; called again for every rotation.
  var step: @Sendable (inout Script) -> LoginStep
  var play: Play
}

/// Where a login goes after a scene.
enum Turn: Sendable {
  /// To another scene; to the same one again, with other instructions, if the answers were not taken.
  case scene(Scene)
  /// To its end, as somebody.
  case complete(Identity)
  /// To its end, without a login.
  case failed(code: String, message: String)
}

/// What a scripted login remembers from scene to scene.
struct Script: Sendable {
  /// What is reconnected, if anything.
  var reconnects: Identity?
  /// What was typed so far, by field id.
  var values: [String: String] = [:]
  /// How many logins this world has seen: makes invented identities differ.
  var serial: Int
  /// Makes codes and QR contents.
  var random: SystemRandomNumberGenerator = SystemRandomNumberGenerator()
}

extension Script {
  /// A string of that many characters of an alphabet.
  mutating func text(_ count: Int, of alphabet: String) -> String {
    let characters = Array(alphabet)
    return String((0..<count).map { _ in characters[Int.random(in: 0..<characters.count, using: &random)] })
  }

  /// A string as base64 writes that many bytes (RFC 4648, 4), with its padding.
  mutating func base64(bytes: Int) -> String {
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    let length = (bytes * 8 + 5) / 6
    return text(length, of: alphabet) + String(repeating: "=", count: (4 - length % 4) % 4)
  }

  /// A phone number reserved for fiction, another for each login.
  var phoneNumber: String { "+1415555" + String(1_000 + (serial * 37 + 100) % 9_000).suffix(4) }
}
