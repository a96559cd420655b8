import Authorization
import BridgeModel
import DesktopAPI
import Foundation
import StubServer
import TerminalHarness
import Testing

@Suite("From the first run to the accounts on the screen", .timeLimit(.minutes(5)))
struct SignInTests {
  /// A terminal without a token, and with an empty configuration folder.
  private func terminal(_ environment: [String: String] = [:]) async throws -> Tmux {
    try await Tmux(environment: environment.filter { $0.key != "BEEPER_ACCESS_TOKEN" })
  }

  private func credentials(_ terminal: Tmux) -> URL {
    terminal.configurationFolder.appendingPathComponent("drawbridge/credentials.json")
  }

  /// The stored token of a target.
  private func token(_ terminal: Tmux, of target: String = "local") throws -> String {
    struct Entry: Decodable { let token: String }
    let data = try Data(contentsOf: credentials(terminal))
    return try #require(try JSONDecoder().decode([String: Entry].self, from: data)[target]).token
  }

  private func isActive(_ token: String, _ environment: [String: String]) async throws -> Bool {
    let client = try AuthorizationClient(
      address: try ServerAddress(environment["BEEPER_DESKTOP_BASE_URL"] ?? ""))
    let known = try await client.introspect(try #require(AccessToken(token)))
    await client.shutdown()
    return known.active
  }

  /// A real browser in which a content script presses Allow.
  private func browser(_ terminal: Tmux) throws -> String {
    let folder = terminal.configurationFolder.appendingPathComponent("browser")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try #"""
    {"manifest_version": 3, "name": "Allow", "version": "1",
     "content_scripts": [{"matches": ["http://127.0.0.1/*"], "js": ["allow.js"], "run_at": "document_idle"}]}
    """#.write(to: folder.appendingPathComponent("manifest.json"), atomically: true, encoding: .utf8)
    try #"document.getElementById("allow")?.click()"#
      .write(to: folder.appendingPathComponent("allow.js"), atomically: true, encoding: .utf8)
    let script = folder.appendingPathComponent("open")
    try """
    #!/bin/sh
    echo $$ > "$0.pid"
    exec timeout 50 chromium --headless=new --no-sandbox --disable-gpu --user-data-dir='\(folder.path)/profile' \\
      --load-extension='\(folder.path)' --remote-debugging-port=0 "$1"
    """.write(to: script, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: script.path)
    return script.path
  }

  @Test("first run, one key, a real browser: the accounts are on the screen; then logout")
  func chromium() async throws {
    try await withServer { environment, _ in
      let terminal = try await terminal(environment)
      let browser = try browser(terminal)
      try await terminal.command("BROWSER='\(browser)' drawbridge; echo status-$?")
      try await terminal.wait(for: "There is no access token yet")
      try await terminal.press("a")
      try await terminal.wait(for: "NEEDS YOU")
      let token = try token(terminal)
      #expect(try await isActive(token, environment))
      try await blocking { try run(["sh", "-c", "kill $(cat '\(browser).pid')"]) }
      let rights = try FileManager.default.attributesOfItem(atPath: credentials(terminal).path)
      #expect(rights[.posixPermissions] as? Int == 0o600)
      let processes = try await blocking { try run(["ps", "-e", "-ww", "-o", "args"]) }
      #expect(processes.range(of: Data(token.utf8)) == nil)
      try await terminal.press("q")
      try await terminal.wait(for: "status-0")
      try await terminal.command("clear; drawbridge targets; drawbridge; echo status-$?")
      try await terminal.wait(for: "NEEDS YOU")
      try await terminal.press("q")
      try await terminal.wait(for: "status-0")
      try await terminal.command("clear; drawbridge logout; drawbridge")
      try await terminal.wait(for: "and deleted it here")
      try await terminal.wait(for: "There is no access token yet")
      #expect(try await isActive(token, environment) == false)
      try await terminal.drain()
      #expect(terminal.output.range(of: Data(token.utf8)) == nil)
      for file in try files(under: [
        terminal.stateFolder, terminal.configurationFolder.appendingPathComponent("drawbridge"),
      ]) {
        #expect(try Data(contentsOf: file).range(of: Data(token.utf8)) == nil, "\(file.path)")
      }
    }
  }

  private func files(under folders: [URL]) throws -> [URL] {
    folders.flatMap { folder in
      let all =
        FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.allObjects as? [URL]
      return (all ?? []).filter { !$0.hasDirectoryPath }
    }
  }

  @Test("without a server, the first run says so, and offers the demo and quitting")
  func nothing() async throws {
    let terminal = try await terminal()
    try await terminal.command("drawbridge --address http://127.0.0.1:1; echo status-$?")
    try await terminal.wait(for: "There is no access token yet for http://127.0.0.1:1")
    try await terminal.press("x", "q")
    try await terminal.wait(for: "status-1")
    try await terminal.command(
      "clear; echo again-$((2+1)); drawbridge --address http://127.0.0.1:1; echo status-$?")
    try await terminal.wait("it does not ask again") { $0.contains("again-3") && $0.contains("Press a key") }
    try await terminal.press("d")
    try await terminal.wait(for: "DEMO")
    try await terminal.press("q")
    try await terminal.wait(for: "status-0")
    try await terminal.command(
      "clear; echo again-$((3+1)); drawbridge --address http://127.0.0.1:1; echo status-$?")
    try await terminal.wait("it does not ask again") { $0.contains("again-4") && $0.contains("Press a key") }
    try await terminal.press("a")
    try await terminal.wait(for: "cannot reach http://127.0.0.1:1")
  }

  @Test("a pasted token is not shown, and one that the server does not recognize is not stored")
  func paste() async throws {
    try await withServer { environment, _ in
      let token = environment["BEEPER_ACCESS_TOKEN"] ?? ""
      let terminal = try await terminal(environment)
      try await terminal.command("drawbridge")
      try await terminal.wait(for: "Press a key")
      try await terminal.press("p")
      try await terminal.wait(for: "it is not shown")
      try await terminal.type("not-the-one")
      try await terminal.press("Enter")
      try await terminal.wait(for: "does not recognize that token")
      #expect(!FileManager.default.fileExists(atPath: credentials(terminal).path))
      try await terminal.command("clear; echo again-$((1+1)); drawbridge")
      try await terminal.wait("it does not ask again") {
        $0.contains("again-2") && $0.contains("Press a key")
      }
      try await terminal.press("p")
      try await terminal.wait(for: "it is not shown")
      try await terminal.type(token: token)
      try await terminal.press("Enter")
      try await terminal.wait(for: "NEEDS YOU")
      #expect(try self.token(terminal) == token)
      try await terminal.drain()
      let output = String(decoding: terminal.output, as: UTF8.self)
      #expect(!output.contains(token) && !output.contains("not-the-one"))
    }
  }

  @Test("a token goes only to the server that issued it")
  func origin() async throws {
    try await withServer { environment, _ in
      let terminal = try await terminal(environment)
      let prepared = try await kept(terminal, environment)
      try await terminal.command(
        "\(prepared); clear; drawbridge targets add local http://127.0.0.1:1; drawbridge targets")
      try await terminal.wait(for: "Changed local")
      try await terminal.wait(for: "(no token)")
      try await terminal.command("clear; drawbridge --target local")
      try await terminal.wait(for: "There is no access token yet for http://127.0.0.1:1")
    }
  }

  @Test("Ctrl-C at the hidden prompt restores the terminal, and changes nothing")
  func interrupted() async throws {
    try await withServer { environment, _ in
      let terminal = try await terminal(environment)
      try await terminal.command(
        "drawbridge login --paste; stty -a | grep -c ' echo ' | sed s/^/echo-/; stty -a | grep -c ' icanon ' | sed s/^/canon-/"
      )
      try await terminal.wait(for: "it is not shown")
      try await terminal.press("C-c")
      try await terminal.wait(for: "no token was given, so nothing was changed")
      try await terminal.wait(for: "echo-1")
      try await terminal.wait(for: "canon-1")
    }
  }

  @Test(
    "a hostile server name cannot affect the terminal",
    .enabled("no other server runs on this machine") { await LocalServers.find().isEmpty })
  func strangers() async throws {
    let name = "Evil\u{1B}]0;pwned\u{07}\u{1B}[2J\u{202E}"
    let info =
      #"{"app": {"name": "NAME", "version": "1\nPaste your token", "bundle_id": "x"}, "platform": {"os": "l", "arch": "x"}, "server": {"status": "r", "base_url": "x", "hostname": "x", "port": 1, "remote_access": false, "mcp_enabled": false}, "endpoints": {"oauth": {"authorization_endpoint": "x", "token_endpoint": "x", "introspection_endpoint": "x", "userinfo_endpoint": "x", "revocation_endpoint": "x", "registration_endpoint": "x"}, "spec": "x", "mcp": "x", "ws_events": "x"}}"#
    let escaped = String(decoding: try JSONEncoder().encode(name), as: UTF8.self).dropFirst().dropLast()
    let port = try #require(LocalServers.ports.last)
    try await StubServer.run(port: port) { _ in
      .json(info.replacing("NAME", with: escaped))
    } _: { _, _ in
      let terminal = try await terminal()
      var screen = ""
      // On a busy machine, the server may answer too late to be found.
      while !screen.contains("Found Evil") {
        try await terminal.command("clear; drawbridge; echo status-$?")
        screen = try await terminal.wait(for: "Press a key")
        try await terminal.press("q")
        try await terminal.wait(for: "status-1")
      }
      #expect(!screen.contains("\nPaste your token"), "\(screen)")
      try await terminal.drain()
      let output = terminal.output
      for attack in ["\u{1B}]0;", "\u{1B}[2J", "\u{202E}"] {
        #expect(output.range(of: Data(attack.utf8)) == nil, "\(attack.debugDescription)")
      }
    }
  }

  @Test("a read-only token makes the dashboard read-only, and the title says so")
  func readOnly() async throws {
    try await withServer { environment, _ in
      var environment = environment
      environment["BEEPER_ACCESS_TOKEN", default: ""] += "-read"
      let terminal = try await Tmux(environment: environment)
      try await terminal.command("drawbridge")
      try await terminal.wait(for: "READ-ONLY")
      try await terminal.wait(for: "NEEDS YOU")
      for key in ["r", "c", "x", "A"] {
        try await terminal.press(key)
        try await terminal.wait(for: "Read-only mode")
        try await terminal.press("Down")
        try await terminal.wait(untilGone: "Read-only mode")
        try await terminal.press("Up")
      }
    }
  }

  @Test("targets are added, renamed and removed, each with its own token")
  func targets() async throws {
    try await withServer { environment, _ in
      let (address, token) = (
        environment["BEEPER_DESKTOP_BASE_URL"] ?? "", environment["BEEPER_ACCESS_TOKEN"] ?? ""
      )
      let terminal = try await terminal()
      try await terminal.command("drawbridge targets add home \(address); echo status-$?")
      try await terminal.wait(for: "Added home.")
      try await terminal.command("drawbridge targets add far http://beeper.example; echo status-$?")
      try await terminal.wait(for: "--insecure")
      try await terminal.command("clear; TOKEN=$(cat) && echo pasted-$((1+1))")
      try await terminal.type(token: token)
      try await terminal.press("Enter", "C-d")
      try await terminal.wait(for: "pasted-2")
      try await terminal.command(
        "clear; drawbridge login home --paste <<< \"$TOKEN\"; drawbridge targets rename home den; drawbridge targets"
      )
      try await terminal.wait(for: "* den  \(address)\n")
      try await terminal.command("clear; drawbridge --target den")
      try await terminal.wait(for: "NEEDS YOU")
      try await terminal.press("q")
      try await terminal.wait(for: "ready-for-more")
      try await terminal.command(
        "clear; drawbridge targets remove den; drawbridge --target den; echo status-$?")
      try await terminal.wait(for: "there is no target named den")
      #expect(try String(contentsOf: credentials(terminal), encoding: .utf8).contains(token) == false)
    }
  }

  @Test(
    "every command uses the same default target, and changing a target keeps the options not given")
  func defaultTarget() async throws {
    try await withServer { environment, _ in
      let terminal = try await terminal(environment)
      let prepared = try await kept(terminal, environment)
      let file = terminal.configurationFolder.appendingPathComponent("drawbridge/config.yaml")
      try Data("target: other\n".utf8).write(to: file)
      try await terminal.command(
        "\(prepared); clear; drawbridge targets add other https://beeper.example --read-only; drawbridge targets"
      )
      try await terminal.wait(for: "* other  https://beeper.example  (read-only, no token)")
      try await terminal.command("clear; drawbridge logout; drawbridge targets add other https://beeper.test")
      try await terminal.wait(for: "there is no token for other")
      try await terminal.wait(for: "Changed other")
      try await terminal.command("clear; drawbridge targets; drawbridge targets default local")
      try await terminal.wait(for: "* other  https://beeper.test  (read-only, no token)")
      try await terminal.wait(for: "the setting `target` overrides it with other")
      #expect(try token(terminal) == environment["BEEPER_ACCESS_TOKEN"])
      try await terminal.command(
        "clear; drawbridge targets rename other third; drawbridge logout; echo status-$?")
      try await terminal.wait(for: "The setting `target` still names other")
      let told = try await terminal.wait(for: "status-1").replacing("\n", with: "")
      #expect(told.contains("the setting `target` names other, but there is no such target"), "\(told)")
    }
  }

  @Test(
    "files that are unsafe or broken are reported",
    arguments: [
      ("chmod 644 $C/credentials.json; drawbridge", "is accessible to others"),
      (
        "mv $C/credentials.json $C/credentials.x; ln -s credentials.x $C/credentials.json; drawbridge",
        "is a symbolic link"
      ),
      ("echo '{' > $C/credentials.json; drawbridge", "it is not JSON"),
    ])
  func distrusted(command: String, expected: String) async throws {
    try await withServer { environment, _ in
      let terminal = try await terminal(environment)
      let prepared = try await kept(terminal, environment)
      try await terminal.command("\(prepared); clear; \(command); echo status-$?")
      try await terminal.wait(for: "status-1")
      let screen = try await terminal.screen().replacing("\n", with: "")
      #expect(screen.contains(expected), "\(screen)")
    }
  }

  #if os(Linux)
    @Test(
      "a full disk and a read-only folder are reported, and the previous token stays",
      SystemPermission.mounting.required,
      arguments: [
        ("head -c 1000000 /dev/zero > $C/fill 2> /dev/null", "No space left on device"),
        ("mount -o remount,ro $C", "Read-only file system"),
      ])
    func unwritable(spoil: String, expected: String) async throws {
      try await withServer { environment, _ in
        let terminal = try await terminal(environment)
        let prepared = try await kept(terminal, environment)
        // A private file system, small enough to fill.
        let script = """
          mount -t tmpfs -o size=16k,mode=700 tmpfs $C && cp -p $B/* $C/ && \(spoil); \
          drawbridge login local --paste < $B/credentials.new; cmp $B/credentials.json $C/credentials.json && echo unchanged-$((1+1))
          """
        try await terminal.command(
          "\(prepared); B=$C.before; cp -rp $C $B; tail -c+1 $B/token > $B/credentials.new; rm $B/token")
        try await terminal.command("clear; export B C; unshare -rm sh -c '\(script)'")
        try await terminal.wait(for: "unchanged-2")
        let screen = try await terminal.screen().replacing("\n", with: "")
        #expect(screen.contains("could not be written: \(expected)"), "\(screen)")
      }
    }
  #endif

  /// Stores a token for the server, and returns the command that sets `C` to its folder.
  private func kept(_ terminal: Tmux, _ environment: [String: String]) async throws -> String {
    let folder = terminal.configurationFolder.appendingPathComponent("drawbridge")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let (token, address) = (
      environment["BEEPER_ACCESS_TOKEN"] ?? "", environment["BEEPER_DESKTOP_BASE_URL"] ?? ""
    )
    try Data(#"{"local": {"origin": "\#(address)", "token": "\#(token)"}}"#.utf8).write(
      to: folder.appendingPathComponent("credentials.json"))
    try Data(token.utf8).write(to: folder.appendingPathComponent("token"))
    try Data(#"{"targets": [{"name": "local", "address": "\#(address)"}]}"#.utf8)
      .write(to: folder.appendingPathComponent("targets.json"))
    return "C='\(folder.path)'; chmod 700 $C; chmod 600 $C/*; unset BEEPER_DESKTOP_BASE_URL"
  }
}
