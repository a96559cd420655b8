import BridgeModel
public import Imaging

/// QR codes as pictures, for phones that cannot read one off the terminal.
public enum QRPicture {
  /// The pixels of a module's side.
  private static let scale = 8

  /// A picture of the code of that text; nil if the text is too long for any.
  public static func of(_ text: String) -> Picture? {
    guard let code = QRCode(text) else { return nil }
    let side = code.modulesAcross * scale
    let gray = (0..<side * side).map { index in
      code.isDark(index % side / scale, index / side / scale) ? UInt8.min : .max
    }
    return Picture(width: side, height: side, gray: gray)
  }
}
