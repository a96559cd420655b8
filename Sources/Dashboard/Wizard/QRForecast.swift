import BridgeModel

/// What is known in advance about a network's QR codes: the length of the text, and when it changes.
struct QRForecast {
  /// The length of the text, in bytes.
  let bytes: Int
  /// Seconds until the first change, and between later ones; nil if the code does not change.
  let periods: (first: Double, then: Double)?

  /// The forecast for a bridge type; nil if unknown.
  init?(bridgeType: String) {
    switch bridgeType {
    case "whatsapp": self.init(bytes: 265, periods: (60, 20))
    case "gmessages": self.init(bytes: 191, periods: (30, 30))
    case "signal": self.init(bytes: 130, periods: (45, 45))
    case "discord", "discordgo": self.init(bytes: 69, periods: nil)
    case "telegram": self.init(bytes: 63, periods: (27, 27))
    default: return nil
    }
  }

  private init(bytes: Int, periods: (Double, Double)?) {
    self.bytes = bytes
    self.periods = periods
  }

  /// A sample code of that size.
  var code: QRCode? { QRCode(String(repeating: "x", count: bytes)) }

  /// Seconds until the current code changes; nil if unknown or overdue.
  func remaining(rotations: Int, age: Double) -> Int? {
    guard let periods else { return nil }
    let left = (rotations == 0 ? periods.first : periods.then) - age
    return left >= 1 ? Int(left) : nil
  }
}

extension LoginFlow {
  /// Whether its first step is a QR code, judging by its name.
  var isQR: Bool { id.lowercased().contains("qr") || name?.lowercased().contains("qr") == true }
}
