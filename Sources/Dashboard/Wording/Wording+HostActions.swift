import BridgeModel
import BridgeStore
import Logins

/// Texts about opening, copying and saving outside the terminal.
extension Wording {
  static func notice(_ notice: Notice, _ state: State, _ theme: Theme) -> String {
    switch notice {
    case .disabled(let reason): self.disabledReason(reason).sentence
    case .report(let report): self.report(report, copyKey: theme.key(.copy, in: state.context))
    }
  }

  private static func report(_ report: HostReport, copyKey: String) -> String {
    switch report {
    case .opened(let thing, let program): "Opened with \(program): \(name(thing))"
    case .copied(let thing, let program?):
      "Copied (\(program)): \(name(thing))"
    case .copied(let thing, nil):
      "Sent to your terminal's clipboard, if it supports this: \(name(thing))"
    case .saved(_, let path): saved(path)
    case .noBrowser: "No browser can be opened from here. Copy the address with \(copyKey)."
    case .programFailed(let program):
      "\(program) failed. Copy the address with \(copyKey)."
    case .notWritten(let path, let reason): "\(path) could not be written: \(reason)."
    }
  }

  static func name(_ thing: Openable) -> String {
    switch thing {
    case .address(let address): address
    case .file(let file): file.name
    }
  }

  static func name(_ thing: Copyable) -> String {
    switch thing {
    case .address(let address): "the address \(address)"
    case .script: "the script that extracts the values"
    case .credential: "the code's content"
    case .identifier(let id): id
    }
  }

  static let copyCredential =
    "Anyone with this code's content can take over the account, and other programs can read the clipboard."

  /// A step's file, on one line.
  static func attachment(_ file: LoginAttachment, _ theme: Theme) -> String {
    let size = file.bytes.count
    let kind = file.mediaType.isEmpty ? "" : "\(file.mediaType), "
    return
      "\(file.name) (\(kind)\(size < 1_000 ? "\(size) bytes" : "\(size / 1_000) kB")): \(theme.key(.open, in: .form)) opens it"
  }

  /// Says that some of a step's files could not be read.
  static func unreadable(_ count: Int) -> String {
    count == 1
      ? "An attached file could not be read."
      : "\(count) attached files could not be read."
  }

  static func saved(_ path: String) -> String { "Saved until this step ends: \(path)" }
}
