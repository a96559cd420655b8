public import Logins

/// A job for the local machine: open, copy or write something.
public enum HostAction: Equatable, Sendable {
  /// Open something in its default program.
  case open(Openable, LoginProcessID?)
  /// Copy something to the clipboard.
  case copy(Copyable)
  /// Write a QR code as an image that only the user can read, replacing the previous one.
  case saveQR(String, LoginProcessID)
  /// Delete the files written for a login.
  case removeFiles(LoginProcessID)
  /// Decode the picture in a step's attachment. There is no answer if the attachment is not a picture.
  case decodePicture(LoginProcessID, LoginAttachment)
}

/// Something that can be opened outside the terminal.
public enum Openable: Equatable, Sendable {
  /// A web address, http or https only.
  case address(String)
  /// A file that came with a step.
  case file(LoginAttachment)
}

/// Something that can be copied to the clipboard.
public enum Copyable: Equatable, Sendable {
  /// A web address.
  case address(String)
  /// The script that extracts a step's values in a browser.
  case script(String)
  /// The content of a QR or pairing code: whoever has it can take over the account.
  case credential(String)
  /// The server's id of an account or a bridge.
  case identifier(String)

  /// Whether whoever has it can take over the account.
  public var isCredential: Bool { if case .credential = self { true } else { false } }

  /// The text to copy.
  public var text: String {
    switch self {
    case .address(let text), .script(let text), .credential(let text), .identifier(let text): text
    }
  }
}

/// The result of a job on the local machine.
public enum HostReport: Equatable, Sendable {
  /// Handed to this program.
  case opened(Openable, program: String)
  /// Copied by this program. If nil, it was sent to the terminal, which does not confirm.
  case copied(Copyable, program: String?)
  /// The file was written.
  case saved(LoginProcessID, path: String)
  /// No browser is available.
  case noBrowser
  /// A program failed.
  case programFailed(String)
  /// A file could not be written.
  case notWritten(path: String, reason: String)
}

/// The activity line's response to the last key.
public enum Notice: Equatable, Sendable {
  /// Why the key did nothing.
  case disabled(DisabledReason)
  /// The result of a job on the local machine.
  case report(HostReport)
}
