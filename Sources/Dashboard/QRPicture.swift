import BridgeModel
public import Imaging

/// QR codes as images, for phones that cannot scan the terminal.
public enum QRPicture {
  /// Width and height of a module, in pixels.
  private static let scale = 8

  /// The QR code of a text as an image; nil if the text is too long.
  public static func of(_ text: String) -> Picture? {
    guard let code = QRCode(text) else { return nil }
    let side = code.modulesAcross * scale
    let gray = (0..<side * side).map { index in
      code.isDark(index % side / scale, index / side / scale) ? UInt8.min : .max
    }
    return Picture(width: side, height: side, gray: gray)
  }
}
