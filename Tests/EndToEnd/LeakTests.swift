import TerminalHarness

#if os(Linux)
  import Foundation
  import Testing

  @Suite("Tokens stay where they are stored", .timeLimit(.minutes(5)))
  struct LeakTests {
    /// The system calls of all commands that handle tokens: every program started, with its arguments, and every file
    /// opened.
    private struct Trace {
      let data: Data

      init(_ file: URL) throws { data = try Data(contentsOf: file) }

      var programs: Set<String> { Set(matches(#/execve\("([^"]+)"/#)) }

      /// The files opened for writing, except devices.
      var written: Set<String> {
        let opened = matches(#/openat\([^"]*"([^"]+)", [A-Z_|]*(?:O_WRONLY|O_RDWR)/#)
        return Set(opened.filter { !$0.hasPrefix("/dev/") && !$0.hasPrefix("/proc/") })
      }

      private func matches(_ pattern: Regex<(Substring, Substring)>) -> [String] {
        String(decoding: data, as: UTF8.self).matches(of: pattern).map { String($0.1) }
      }
    }

    private static let hasKeyring =
      "dbus-send --print-reply --dest=org.freedesktop.DBus / org.freedesktop.DBus.NameHasOwner "
      + "string:org.freedesktop.secrets | grep -q true"

    /// A terminal with its own keyring, in which `traced` traces the command after it.
    private func terminal(_ environment: [String: String]) async throws -> (Tmux, trace: URL) {
      let address = environment["BEEPER_DESKTOP_BASE_URL"] ?? ""
      let terminal = try await Tmux(environment: ["ADDRESS": address])
      let home = terminal.stateFolder.deletingLastPathComponent().appendingPathComponent("home")
      let trace = home.appendingPathComponent("trace")
      try FileManager.default.createDirectory(
        at: home, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      try Data((environment["BEEPER_ACCESS_TOKEN"] ?? "").utf8).write(
        to: home.appendingPathComponent("token"))
      let browser = try allowingBrowser(in: home)
      try await terminal.command(
        "export HOME='\(home.path)' XDG_DATA_HOME='\(home.path)/data' XDG_RUNTIME_DIR='\(home.path)' BROWSER='\(browser)'; "
          + "exec dbus-run-session -- bash -c 'exec bash --norc --noprofile 2>&1' 2> /dev/null")
      try await terminal.command(
        "(echo -n any | exec gnome-keyring-daemon --foreground --unlock --components=secrets > /dev/null 2>&1) & "
          // The keyring ends with the shell, and has to run before the first call.
          + "trap 'kill %1' EXIT; until \(Self.hasKeyring); do sleep 0.1; done; "
          + "traced() { strace -f -qq -s 100000 -e signal=none -e trace=execve,openat -A -o '\(trace.path)' \"$@\"; }; clear; echo keyring-$((1+1))"
      )
      try await terminal.wait(for: "keyring-2")
      return (terminal, trace)
    }

    @Test(
      "signing in and out, with a browser, a paste and the dashboard, in a file and in the Secret Service",
      SystemPermission.tracing.required, SystemPermission.sessionBus.required)
    func traced() async throws {
      try await withServer(handsOff) { environment, _ in
        let (terminal, file) = try await terminal(environment)
        let credentials = terminal.configurationFolder.appendingPathComponent("drawbridge/credentials.json")
        var tokens = [environment["BEEPER_ACCESS_TOKEN"] ?? ""]
        try await terminal.command("traced drawbridge login home --address $ADDRESS")
        try await terminal.wait(for: "Saved the token for")
        tokens += Tokens.stored(in: credentials)
        try await terminal.command("clear; traced drawbridge; echo left-$((1+0))")
        try await terminal.wait(for: "NEEDS YOU")
        try await revoke(try #require(tokens.last), environment)
        try await terminal.press("R")
        try await terminal.wait(for: "Sign in to home?")
        try await terminal.press("Down", "Enter")
        try await terminal.wait("it did not sign in") {
          $0.contains("● live") && !$0.contains("Sign in to home")
        }
        tokens += Tokens.stored(in: credentials)
        try await terminal.press("q")
        try await terminal.wait(for: "left-1")
        try await terminal.command(
          "clear; traced drawbridge doctor --json > \"$HOME\"/report; echo checked-$?")
        try await terminal.wait("the doctor never ended") { $0.contains(/checked-\d\n/) }
        try await terminal.command(
          "clear; traced drawbridge login home --paste --secret-service < \"$HOME\"/token")
        try await terminal.wait(for: "Saved the token for home in the Secret Service")
        #expect(Tokens.stored(in: credentials) == [])
        try await terminal.command(
          "clear; traced drawbridge targets rename home den; traced drawbridge targets; traced drawbridge; echo left-$((1+1))"
        )
        try await terminal.wait(for: "NEEDS YOU")
        try await terminal.press("q")
        try await terminal.wait(for: "left-2")
        try await terminal.command("clear; traced drawbridge config; traced drawbridge logout; echo out-$?")
        try await terminal.wait(for: "out-0")
        #expect(Set(tokens).count == 3, "the first one, the browser's and the dashboard's")
        try await terminal.drain()
        try expectNone(of: tokens, Trace(file), terminal)
      }
    }

    private func expectNone(of tokens: [String], _ trace: Trace, _ terminal: Tmux) throws {
      let programs = trace.programs.map { URL(fileURLWithPath: $0).lastPathComponent }
      for program in ["drawbridge", "secret-tool", "browser", "curl"] {
        #expect(programs.contains(program), "\(programs)")
      }
      #expect(trace.written.contains { $0.hasSuffix("/drawbridge.log") })
      #expect(trace.written.contains { $0.contains("/credentials.json.") })
      tokens.forEach(Tokens.watch)
      Tokens.expectNone(in: trace.data, "the arguments of a program, or a path")
      Tokens.expectNone(in: terminal.output, "the terminal's output")
      for path in trace.written where !path.hasSuffix("/credentials.json") {
        if let data = FileManager.default.contents(atPath: path) { Tokens.expectNone(in: data, path) }
      }
    }

    @Test(
      "a keyring without the token, or no keyring at all, is reported", SystemPermission.sessionBus.required)
    func locked() async throws {
      try await withServer(handsOff) { environment, _ in
        let (terminal, _) = try await terminal(environment)
        try await terminal.command(
          "drawbridge login home --address $ADDRESS --paste --secret-service < \"$HOME\"/token")
        try await terminal.wait(for: "Saved the token for home in the Secret Service")
        try await terminal.command("clear; secret-tool clear service drawbridge; drawbridge; echo status-$?")
        // The dashboard opens all the same: a keyring may be unlocked later.
        try await terminal.wait(for: "the Secret Service has no token for home")
        try await terminal.wait(for: "drawbridge login home")
        try await terminal.press("q")
        try await terminal.wait(for: "status-0")
        try await terminal.command(
          "clear; DBUS_SESSION_BUS_ADDRESS=unix:path=/none drawbridge login home --paste --secret-service < \"$HOME\"/token; echo none-$?"
        )
        let none = try await terminal.wait(for: "none-1").replacing("\n", with: "")
        #expect(none.contains("cannot store a token in the Secret Service"), "\(none)")
      }
    }
  }
#endif
