#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The programs of this machine for opening files and addresses and for the clipboard, according to the environment.
struct HelperPrograms: Sendable {
  private let environment: [String: String]

  init(_ environment: [String: String]) { self.environment = environment }

  /// The command that opens an address; nil if no program can open it.
  ///
  /// `BROWSER` takes precedence: commands separated by colons, in which `%s` stands for the address.
  func opener(ofAddress address: String) -> [String]? {
    for browser in environment["BROWSER"]?.split(separator: ":") ?? [] {
      let words = browser.split(separator: " ").map(String.init)
      guard let name = words.first, let path = path(of: name) else { continue }
      let arguments = words.dropFirst().map { $0.replacing("%s", with: address) }
      return [path] + arguments + (words.contains { $0.contains("%s") } ? [] : [address])
    }
    return opener(ofFile: address)
  }

  /// The command that opens a file in its default program; nil if no program can open it.
  func opener(ofFile file: String) -> [String]? {
    #if os(macOS)
      return ["/usr/bin/open", file]
    #else
      guard has("DISPLAY") || has("WAYLAND_DISPLAY") else { return nil }
      return command("xdg-open", file) ?? command("wslview", file)
    #endif
  }

  /// The command that deletes copied text from a program that keeps it; nil if none does.
  var forgetCopied: [String]? {
    has("TMUX") ? command("tmux", "delete-buffer", "-b", Self.buffer) : nil
  }

  private static let buffer = "drawbridge"

  /// The command that copies its standard input to the clipboard; nil if only the terminal can.
  var clipboard: [String]? {
    // Tmux passes the text on to its own terminal, wherever that is.
    if has("TMUX"), let tmux = command("tmux", "load-buffer", "-w", "-b", Self.buffer, "-") { return tmux }
    // Over ssh, the clipboard of this machine is not the user's.
    if has("SSH_CONNECTION") { return nil }
    #if os(macOS)
      return ["/usr/bin/pbcopy"]
    #else
      if has("WAYLAND_DISPLAY"), let wayland = command("wl-copy") { return wayland }
      guard has("DISPLAY") else { return nil }
      return command("xclip", "-selection", "clipboard") ?? command("xsel", "--clipboard", "--input")
    #endif
  }

  private func has(_ name: String) -> Bool { environment[name]?.isEmpty == false }

  /// A command with its program's path; nil if there is no such program.
  private func command(_ name: String, _ arguments: String...) -> [String]? {
    path(of: name).map { [$0] + arguments }
  }

  /// The path of an executable program.
  private func path(of name: String) -> String? {
    if name.contains("/") { return access(name, X_OK) == 0 ? name : nil }
    let folders = (environment["PATH"] ?? "").split(separator: ":")
    return folders.lazy.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
  }
}
