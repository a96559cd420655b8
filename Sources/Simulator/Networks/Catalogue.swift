extension Network {
  /// The networks of the simulated world, in the order the server lists them.
  static let all: [Network] = [.matrix, .whatsApp, .telegram, .discord, .googleMessages, .line]
}
