/// How far the app behind the server is set up (`GET /v1/app/setup`).
public struct AppSetup: Codable, Equatable, Sendable {
  /// What is to be done next.
  public struct State: OpenValue {
    /// The state as the API writes it.
    public let rawValue: String
    /// A state, known or not.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// Nobody is logged in to Beeper.
    public static let needsLogin = State(rawValue: "needs-login")
    /// It is starting.
    public static let initializing = State(rawValue: "initializing")
    /// Encryption keys have to be made.
    public static let needsCrossSigningSetup = State(rawValue: "needs-cross-signing-setup")
    /// This device has to be verified.
    public static let needsVerification = State(rawValue: "needs-verification")
    /// Secrets have to be fetched.
    public static let needsSecrets = State(rawValue: "needs-secrets")
    /// The first sync is not over.
    public static let needsFirstSync = State(rawValue: "needs-first-sync")
    /// All is well.
    public static let ready = State(rawValue: "ready")
    /// The states known today, in their order.
    public static let all: [State] = [
      .needsLogin, .initializing, .needsCrossSigningSetup, .needsVerification, .needsSecrets,
      .needsFirstSync, .ready,
    ]
  }

  /// Which Matrix account the app uses.
  public struct Matrix: Codable, Equatable, Sendable {
    /// The Matrix user.
    public var userID: String
    /// The Matrix device.
    public var deviceID: String
    /// The homeserver's address.
    public var homeserver: String

    /// A Matrix account with these properties.
    public init(userID: String, deviceID: String, homeserver: String) {
      self.userID = userID
      self.deviceID = deviceID
      self.homeserver = homeserver
    }
  }

  /// How far end-to-end encryption is set up.
  public struct Encryption: Codable, Equatable, Sendable {
    /// Which secrets are there.
    public struct Secrets: Codable, Equatable, Sendable {
      /// The master key.
      public var masterKey: Bool
      /// The key of the message backup.
      public var megolmBackupKey: Bool
      /// The recovery key.
      public var recoveryKey: Bool
      /// The key that signs the user's devices.
      public var selfSigningKey: Bool
      /// The key that signs other users.
      public var userSigningKey: Bool
    }

    /// Cross-signing is set up.
    public var crossSigning: Bool
    /// The first sync is over.
    public var firstSyncDone: Bool
    /// The recovery key was backed up.
    public var hasBackedUpRecoveryKey: Bool
    /// Encryption is initialized.
    public var initialized: Bool
    /// Keys are backed up.
    public var keyBackup: Bool
    /// Secrets are stored on the server.
    public var secretStorage: Bool
    /// The device is verified.
    public var verified: Bool
    /// Which secrets are there.
    public var secrets: Secrets
    /// When the recovery key was made, as the server writes it.
    public var recoveryKeyGeneratedAt: JSONValue?

    /// Encryption that is set up, or not at all.
    public init(allDone done: Bool) {
      crossSigning = done
      firstSyncDone = done
      hasBackedUpRecoveryKey = done
      initialized = done
      keyBackup = done
      secretStorage = done
      verified = done
      secrets = Secrets(
        masterKey: done, megolmBackupKey: done, recoveryKey: done, selfSigningKey: done, userSigningKey: done)
    }
  }

  /// What is to be done next.
  public var state: State
  /// How far encryption is set up.
  public var e2ee: Encryption
  /// Which Matrix account the app uses.
  public var matrix: Matrix?
  /// The verification under way, as the server writes it.
  public var verification: JSONValue?

  /// A setup with these properties.
  public init(state: State, e2ee: Encryption, matrix: Matrix? = nil, verification: JSONValue? = nil) {
    self.state = state
    self.e2ee = e2ee
    self.matrix = matrix
    self.verification = verification
  }
}
