public import Terminal

/// How QR codes find room in a terminal, for people who ask before they log in.
public enum QRLadder {
  /// What fits, of the networks' codes from the largest to the smallest.
  public static func told(in size: Size, isUnicode: Bool) -> String {
    let theme = Theme(isUnicode: isUnicode, isColored: true)
    let networks = [
      ("WhatsApp", "whatsapp"), ("Google Messages", "gmessages"), ("Signal", "signal"),
      ("Discord", "discord"),
      ("Telegram", "telegram"),
    ]
    return networks.compactMap { name, type in
      guard let code = QRForecast(bridgeType: type)?.code else { return nil }
      return "\(name) \(told(QRFit(code, in: size, theme)))"
    }.joined(separator: ", ")
  }

  private static func told(_ fit: QRFit) -> String {
    switch fit {
    case .usual: "fits"
    case .alone: "fits with Q"
    case .fine: "fits with s"
    case .fineAlone: "fits with s and Q"
    case .none: "only as a picture"
    }
  }
}
