public import Terminal

/// How QR codes find room in a terminal, for people who ask before they log in.
public enum QRLadder {
  /// What fits, of the networks' codes from the largest to the smallest.
  ///
  /// - Parameters:
  ///   - size: the terminal's size.
  ///   - isUnicode: whether it can show glyphs beyond ASCII.
  ///   - keymap: the keys that make room.
  /// - Returns: a line for people.
  public static func told(in size: Size, isUnicode: Bool, _ keymap: Keymap) -> String {
    let theme = Theme(isUnicode: isUnicode, isColored: true, keymap: keymap)
    let networks = [
      ("WhatsApp", "whatsapp"), ("Google Messages", "gmessages"), ("Signal", "signal"),
      ("Discord", "discord"),
      ("Telegram", "telegram"),
    ]
    return networks.compactMap { name, type in
      guard let code = QRForecast(bridgeType: type)?.code else { return nil }
      return "\(name) \(told(QRFit(code, in: size, theme), theme))"
    }.joined(separator: ", ")
  }

  private static func told(_ fit: QRFit, _ theme: Theme) -> String {
    switch fit {
    case .usual: "fits"
    case .alone: "fits with \(theme.key(.alone))"
    case .fine: "fits with \(theme.key(.dots))"
    case .fineAlone: "fits with \(theme.key(.dots)) and \(theme.key(.alone))"
    case .none: "only as a picture"
    }
  }
}
