import BridgeModel

/// What is known of a network's QR codes before one is there: the length of its text, and when it changes.
struct QRForecast {
  /// The length of the text, in bytes.
  let bytes: Int
  /// The seconds until the first change, and between further ones; nil where it does not change.
  let periods: (first: Double, then: Double)?

  /// The forecast for a kind of bridge; nil for one that nobody here knows.
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

  /// A code of that size.
  var code: QRCode? { QRCode(String(repeating: "x", count: bytes)) }

  /// How long the present code will last, in seconds; nil where that is not known, or over.
  func remaining(rotations: Int, age: Double) -> Int? {
    guard let periods else { return nil }
    let left = (rotations == 0 ? periods.first : periods.then) - age
    return left >= 1 ? Int(left) : nil
  }
}

extension LoginFlow {
  /// Whether its first step is a QR code, as far as its name tells.
  var isQR: Bool { id.lowercased().contains("qr") || name?.lowercased().contains("qr") == true }
}
