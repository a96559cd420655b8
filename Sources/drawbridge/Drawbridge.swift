import ArgumentParser

/// The root command. Without a subcommand it shows the dashboard.
struct Drawbridge: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "drawbridge",
    abstract: "A terminal dashboard for the bridges of Beeper Desktop and Beeper Server.",
    discussion: """
      Shows which chat accounts are connected and which need you. Connects, reconnects and removes accounts.

      `drawbridge [OPTION]...` is short for `drawbridge dashboard [OPTION]...`; `drawbridge dashboard --help` lists the \
      options.

      The first run finds the server on this machine and gets a token for it. `drawbridge login` adds more servers. \
      BEEPER_DESKTOP_BASE_URL and BEEPER_ACCESS_TOKEN override the stored server and token. NO_COLOR is respected.
      """,
    version: "0.1.0",
    subcommands: [
      DashboardCommand.self, DemoCommand.self, SignInCommand.self, SignOutCommand.self, TargetsCommand.self,
      ConfigCommand.self, DoctorCommand.self,
      SimulateCommand.self, KeysCommand.self,
    ],
    defaultSubcommand: DashboardCommand.self)
}
