/// The setup state of the app behind the server (`GET /v1/app/setup`).
public struct AppSetup: Codable, Equatable, Sendable {
  /// The next step of the setup.
  public struct State: ExtensibleEnum {
    /// The state as the API writes it.
    public let rawValue: String
    /// A state, known or not.
    public init(rawValue: String) { self.rawValue = rawValue }
    /// No user is logged in to Beeper.
    public static let needsLogin = State(rawValue: "needs-login")
    /// The app is starting.
    public static let initializing = State(rawValue: "initializing")
    /// Encryption keys must be created.
    public static let needsCrossSigningSetup = State(rawValue: "needs-cross-signing-setup")
    /// This device must be verified.
    public static let needsVerification = State(rawValue: "needs-verification")
    /// Secrets must be fetched.
    public static let needsSecrets = State(rawValue: "needs-secrets")
    /// The first sync is not finished.
    public static let needsFirstSync = State(rawValue: "needs-first-sync")
    /// The setup is complete.
    public static let ready = State(rawValue: "ready")
    /// The known states, in the order of the setup.
    public static let all: [State] = [
      .needsLogin, .initializing, .needsCrossSigningSetup, .needsVerification, .needsSecrets,
      .needsFirstSync, .ready,
    ]
  }

  /// The Matrix account of the app.
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

  /// The setup state of end-to-end encryption.
  public struct Encryption: Codable, Equatable, Sendable {
    /// Which secrets are available.
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
    /// The first sync is finished.
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
    /// Which secrets are available.
    public var secrets: Secrets
    /// When the recovery key was created, as raw JSON.
    public var recoveryKeyGeneratedAt: JSONValue?

    /// Encryption that is completely set up, or not at all.
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

  /// The next step of the setup.
  public var state: State
  /// The setup state of encryption.
  public var e2ee: Encryption
  /// The Matrix account of the app.
  public var matrix: Matrix?
  /// The verification in progress, as raw JSON.
  public var verification: JSONValue?

  /// A setup with these properties.
  public init(state: State, e2ee: Encryption, matrix: Matrix? = nil, verification: JSONValue? = nil) {
    self.state = state
    self.e2ee = e2ee
    self.matrix = matrix
    self.verification = verification
  }
}
