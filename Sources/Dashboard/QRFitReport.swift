public import Terminal

/// How QR codes fit a terminal, for users who check before logging in.
public enum QRFitReport {
  /// How each network's QR code fits, from the largest to the smallest.
  ///
  /// - Parameters:
  ///   - size: the terminal's size.
  ///   - isUnicode: whether the terminal can show glyphs beyond ASCII.
  ///   - keymap: provides the names of the keys.
  /// - Returns: one line of text.
  public static func text(in size: Size, isUnicode: Bool, _ keymap: Keymap) -> String {
    let theme = Theme(isUnicode: isUnicode, isColored: true, keymap: keymap)
    let networks = [
      ("WhatsApp", "whatsapp"), ("Google Messages", "gmessages"), ("Signal", "signal"),
      ("Discord", "discord"),
      ("Telegram", "telegram"),
    ]
    return networks.compactMap { name, type in
      guard let code = QRForecast(bridgeType: type)?.code else { return nil }
      return "\(name) \(text(QRFit(code, in: size, theme), theme))"
    }.joined(separator: ", ")
  }

  private static func text(_ fit: QRFit, _ theme: Theme) -> String {
    switch fit {
    case .regular: "fits"
    case .fullScreen: "fits full-screen (key \(theme.key(.fullScreen)))"
    case .fine: "fits at the smaller size (key \(theme.key(.smallerQR)))"
    case .fineFullScreen:
      "fits full-screen at the smaller size (keys \(theme.key(.smallerQR)) and \(theme.key(.fullScreen)))"
    case .tooLarge: "only as an image"
    }
  }
}
