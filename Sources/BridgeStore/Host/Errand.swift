import BridgeModel
public import Logins

/// Something to be done on this machine, beside the terminal and the servers.
public enum Errand: Equatable, Sendable {
  /// Open something with the program for it.
  case open(Openable, LoginKey?)
  /// Put something on the clipboard.
  case copy(Copyable)
  /// Write a QR code as a picture that only the user can read, over the one before.
  case saveQR(String, LoginKey)
  /// Remove what was written for a login.
  case removeFiles(LoginKey)
}

/// Something that can be opened outside the terminal.
public enum Openable: Equatable, Sendable {
  /// A web address; nothing but http and https.
  case address(String)
  /// A file that came with a step.
  case file(LoginAttachment)
}

/// Something that can be put on the clipboard.
public enum Copyable: Equatable, Sendable {
  /// A web address.
  case address(String)
  /// The script that finds the values of a step in a browser.
  case script(String)
  /// What a QR code or a pairing code holds: whoever has it can take the account.
  case credential(String)
  /// What an account, or a bridge, is called by the server.
  case identifier(String)

  /// Whether whoever has it can take the account.
  public var isCredential: Bool { if case .credential = self { true } else { false } }

  /// What is put there.
  public var text: String {
    switch self {
    case .address(let text), .script(let text), .credential(let text), .identifier(let text): text
    }
  }
}

/// What came of an errand.
public enum ErrandReport: Equatable, Sendable {
  /// It was handed to that program.
  case opened(Openable, program: String)
  /// It is on the clipboard, by that program; or was sent to the terminal, which does not say whether it took it.
  case copied(Copyable, program: String?)
  /// The file is there.
  case saved(LoginKey, path: String)
  /// Nobody here can show it.
  case noBrowser
  /// A program failed.
  case programFailed(String)
  /// A file could not be written.
  case notWritten(path: String, reason: String)
}

/// What the activity line says of the last key.
public enum Notice: Equatable, Sendable {
  /// Why it did nothing.
  case refusal(Refusal)
  /// What came of it outside.
  case report(ErrandReport)
}
