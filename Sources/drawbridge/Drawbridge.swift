import ArgumentParser

/// The command and its subcommands; without one, the dashboard.
struct Drawbridge: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drawbridge",
    abstract: "A terminal dashboard for the bridges of Beeper Desktop and Beeper Server.",
    discussion: """
      Shows which chat accounts are connected and which need you, and connects, reconnects and removes them.

      The server is the one at BEEPER_DESKTOP_BASE_URL (http://127.0.0.1:23373 unless set), with the access \
      token in BEEPER_ACCESS_TOKEN. NO_COLOR is obeyed.
      """,
    version: "0.1.0",
    subcommands: [DashboardCommand.self, DemoCommand.self, SimulateCommand.self, KeysCommand.self],
    defaultSubcommand: DashboardCommand.self)
}
