import CQREncode
import Terminal

/// A QR code: its modules, and how they are drawn in cells.
///
/// Error correction is at level L, the smallest: a screen has no scratches, and every module saved is room.
struct QRCode: Equatable {
  /// Light modules around the code, on each side. ISO/IEC 18004 asks for 4; phones do with 2, and a terminal
  /// seldom has room for more.
  static let quietZone = 2

  private let modules: [Bool]
  private let side: Int

  /// The code of that text; nil if the text is too long for any.
  init?(_ text: String) {
    var bytes = Array(text.utf8)
    guard let code = QRcode_encodeData(Int32(bytes.count), &bytes, 0, QR_ECLEVEL_L) else { return nil }
    defer { QRcode_free(code) }
    side = Int(code.pointee.width)
    // The lowest bit of each byte tells whether the module is dark (qrencode.h).
    modules = UnsafeBufferPointer(start: code.pointee.data, count: side * side).map { $0 & 1 == 1 }
  }

  /// The cells it takes with its quiet zone: two modules a cell, or six in finer dots, or without UTF-8 two cells a
  /// module.
  func size(_ theme: Theme, isFine: Bool = false) -> Size {
    let all = modulesAcross
    if !theme.isUnicode { return Size(columns: 2 * all, rows: all) }
    return isFine
      ? Size(columns: (all + 1) / 2, rows: (all + 2) / 3) : Size(columns: all, rows: (all + 1) / 2)
  }

  /// Draws it, black on white whatever the terminal's colours are.
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

  /// The glyph of two modules by three, of Unicode's block Symbols for Legacy Computing. Those that are halves of a
  /// cell or all of it are older, and elsewhere.
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

  /// Its modules and those of its quiet zone, on a side.
  var modulesAcross: Int { side + 2 * Self.quietZone }

  /// Whether the module at that place is dark, the quiet zone counted in.
  func isDark(_ column: Int, _ row: Int) -> Bool {
    let (x, y) = (column - Self.quietZone, row - Self.quietZone)
    guard (0..<side).contains(x), (0..<side).contains(y) else { return false }
    return modules[y * side + x]
  }
}
