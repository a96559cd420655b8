import CQREncode
import Terminal

/// A QR code, and how it is drawn in cells.
///
/// Uses error correction level L, the lowest: a screen has no scratches, and every module saved is space.
struct QRCode: Equatable {
  /// Width of the light margin, in modules. ISO/IEC 18004 asks for 4; phones accept 2, and a terminal seldom has
  /// space for more.
  static let quietZone = 2

  private let modules: [Bool]
  private let side: Int

  /// The QR code of a text; nil if the text is empty or too long.
  init?(_ text: String) {
    var bytes = Array(text.utf8)
    guard let code = QRcode_encodeData(Int32(bytes.count), &bytes, 0, QR_ECLEVEL_L) else { return nil }
    defer { QRcode_free(code) }
    side = Int(code.pointee.width)
    // The lowest bit of each byte tells whether the module is dark (qrencode.h).
    modules = UnsafeBufferPointer(start: code.pointee.data, count: side * side).map { $0 & 1 == 1 }
  }

  /// Its size in cells, including the quiet zone: two modules a cell, six in finer dots; without UTF-8, two cells a
  /// module.
  func size(_ theme: Theme, isFine: Bool = false) -> Size {
    let all = modulesAcross
    if !theme.isUnicode { return Size(columns: 2 * all, rows: all) }
    return isFine
      ? Size(columns: (all + 1) / 2, rows: (all + 2) / 3) : Size(columns: all, rows: (all + 1) / 2)
  }

  /// Draws it black on white, whatever the terminal's colours.
  func draw(on frame: inout Frame, at origin: Point, _ theme: Theme, isFine: Bool = false) {
    let size = size(theme, isFine: isFine)
    for row in 0..<size.rows {
      for column in 0..<size.columns {
        let style: Style
        let glyph: String
        if theme.isUnicode {
          style = theme.qr
          glyph = isFine ? sextant(column: column, row: row) : halves(column: column, row: row)
        } else {
          glyph = " "
          style = isDark(column / 2, row) ? theme.qr.reversed : theme.qr
        }
        frame.write(glyph, column: origin.column + column, row: origin.row + row, style: style)
      }
    }
  }

  private func halves(column: Int, row: Int) -> String {
    switch (isDark(column, 2 * row), isDark(column, 2 * row + 1)) {
    case (true, true): "█"
    case (true, false): "▀"
    case (false, true): "▄"
    case (false, false): " "
    }
  }

  /// The glyph for two by three modules, from Unicode's Symbols for Legacy Computing. Half and full blocks are older,
  /// and encoded elsewhere.
  private func sextant(column: Int, row: Int) -> String {
    var bits: UInt32 = 0
    for part in 0..<6 where isDark(2 * column + part % 2, 3 * row + part / 2) { bits |= 1 << UInt32(part) }
    switch bits {
    case 0: return " "
    case 0b010101: return "▌"
    case 0b101010: return "▐"
    case 0b111111: return "█"
    default:
      let passed: UInt32 = (bits > 0b010101 ? 1 : 0) + (bits > 0b101010 ? 1 : 0)
      return UnicodeScalar(0x1FB00 + bits - 1 - passed).map { String(Character($0)) } ?? " "
    }
  }

  /// The number of modules per side, including the quiet zone.
  var modulesAcross: Int { side + 2 * Self.quietZone }

  /// Whether a module is dark. Coordinates include the quiet zone.
  func isDark(_ column: Int, _ row: Int) -> Bool {
    let (x, y) = (column - Self.quietZone, row - Self.quietZone)
    guard (0..<side).contains(x), (0..<side).contains(y) else { return false }
    return modules[y * side + x]
  }
}
