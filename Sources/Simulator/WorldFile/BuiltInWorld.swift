extension SimulatedWorld {
  /// The built-in world: the files in `Networks`, in the order the server lists them.
  public static let builtIn: SimulatedWorld = {
    let files = [
      ("matrix.yaml", PackageResources.matrix_yaml), ("whatsapp.yaml", PackageResources.whatsapp_yaml),
      ("signal.yaml", PackageResources.signal_yaml), ("telegram.yaml", PackageResources.telegram_yaml),
      ("discord.yaml", PackageResources.discord_yaml), ("slack.yaml", PackageResources.slack_yaml),
      ("messenger.yaml", PackageResources.messenger_yaml),
      ("instagram.yaml", PackageResources.instagram_yaml), ("twitter.yaml", PackageResources.twitter_yaml),
      ("gmessages.yaml", PackageResources.gmessages_yaml),
      ("googlechat.yaml", PackageResources.googlechat_yaml), ("gvoice.yaml", PackageResources.gvoice_yaml),
      ("linkedin.yaml", PackageResources.linkedin_yaml), ("bluesky.yaml", PackageResources.bluesky_yaml),
      ("line.yaml", PackageResources.line_yaml), ("imessage.yaml", PackageResources.imessage_yaml),
      ("irc.yaml", PackageResources.irc_yaml), ("zulip.yaml", PackageResources.zulip_yaml),
      ("dummybridge.yaml", PackageResources.dummybridge_yaml),
    ]
    do {
      return SimulatedWorld(
        networks: try files.flatMap { name, bytes in
          try networks(String(decoding: bytes, as: UTF8.self), file: name)
        })
    } catch {
      // The files are compiled in, and a test reads them all, so this cannot happen in a tested build.
      fatalError("\(error)")
    }
  }()
}
