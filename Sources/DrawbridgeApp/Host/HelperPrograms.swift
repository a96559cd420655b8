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

  /// The command that opens an address; nil without a display.
  ///
  /// `BROWSER` takes precedence: commands separated by colons, in which `%s` stands for the address.
  func opener(ofAddress address: String) -> [String]? {
    for browser in environment["BROWSER"]?.split(separator: ":") ?? [] where isThere(String(browser)) {
      let words = browser.split(separator: " ").map(String.init)
      let filled = words.map { $0.replacing("%s", with: address) }
      return filled == words ? words + [address] : filled
    }
    return opener(ofFile: address)
  }

  /// The command that opens a file in its default program; nil without a display.
  func opener(ofFile path: String) -> [String]? {
    #if os(macOS)
      return ["/usr/bin/open", path]
    #else
      guard hasDisplay else { return nil }
      return ["xdg-open", "wslview"].first(where: isThere).map { [$0, path] }
    #endif
  }

  /// The command that deletes copied text from a program that keeps it; nil if none does.
  var forgetCopied: [String]? {
    clipboard?.first == "tmux" ? ["tmux", "delete-buffer", "-b", Self.buffer] : nil
  }

  private static let buffer = "drawbridge"

  /// The command that copies its standard input to the clipboard; nil if only the terminal can.
  var clipboard: [String]? {
    // Tmux passes the text on to its own terminal, wherever that is.
    if has("TMUX"), isThere("tmux") {
      return ["tmux", "load-buffer", "-w", "-b", Self.buffer, "-"]
    }
    // Over ssh, the clipboard of this machine is not the user's.
    if has("SSH_CONNECTION") { return nil }
    #if os(macOS)
      return ["/usr/bin/pbcopy"]
    #else
      if has("WAYLAND_DISPLAY"), isThere("wl-copy") { return ["wl-copy"] }
      guard has("DISPLAY") else { return nil }
      if isThere("xclip") { return ["xclip", "-selection", "clipboard"] }
      return isThere("xsel") ? ["xsel", "--clipboard", "--input"] : nil
    #endif
  }

  private var hasDisplay: Bool { has("DISPLAY") || has("WAYLAND_DISPLAY") }

  private func has(_ name: String) -> Bool { environment[name]?.isEmpty == false }

  /// Whether a command's program exists and is executable.
  private func isThere(_ command: String) -> Bool {
    guard let name = command.split(separator: " ").first else { return false }
    if name.contains("/") { return access(String(name), X_OK) == 0 }
    let folders = (environment["PATH"] ?? "").split(separator: ":")
    return folders.contains { access("\($0)/\(name)", X_OK) == 0 }
  }
}
