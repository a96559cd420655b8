import BridgeModel
import Imaging
import Terminal

/// Pictures drawn in cells: two pixels a cell, one above the other.
enum PictureView {
  /// The lines of a picture, scaled down to fit.
  ///
  /// With few or no colours, it is black and white, which keeps a captcha readable.
  static func lines(of picture: Picture, columns: Int, rows: Int, _ theme: Theme) -> [[Cell]] {
    let perCell = theme.isUnicode ? 2 : 1
    // Without half blocks a cell is one pixel, twice as high as wide.
    let (width, height) = (Double(picture.width), Double(picture.height) * (theme.isUnicode ? 1 : 0.5))
    let scale = min(1, Double(columns) / width, Double(rows * perCell) / height)
    let size = Size(columns: max(1, Int(width * scale)), rows: max(1, Int(height * scale)))
    guard columns > 0, rows > 0 else { return [] }
    let pixels = picture.scaled(width: size.columns, height: size.rows).pixels
    let threshold = (pixels.map(\.lightness).min() ?? 0) / 2 + (pixels.map(\.lightness).max() ?? 0) / 2
    func pixel(_ column: Int, _ row: Int) -> Pixel {
      row < size.rows ? pixels[row * size.columns + column] : Pixel(red: 255, green: 255, blue: 255)
    }
    return stride(from: 0, to: size.rows, by: perCell).map { row in
      (0..<size.columns).map { column in
        let (top, bottom) = (pixel(column, row), pixel(column, row + perCell - 1))
        return theme.isColored && theme.has256Colors
          ? cell(top, bottom, theme) : cell(top.lightness <= threshold, bottom.lightness <= threshold, theme)
      }
    }
  }

  private static func cell(_ top: Pixel, _ bottom: Pixel, _ theme: Theme) -> Cell {
    let (above, below) = (top.color, bottom.color)
    return above == below
      ? Cell(.space, style: Style(background: above))
      : Cell(upperHalf, style: Style(foreground: above, background: below))
  }

  private static func cell(_ top: Bool, _ bottom: Bool, _ theme: Theme) -> Cell {
    switch (top, bottom) {
    case (true, true): Cell(.space, style: theme.qr.reversed)
    case (false, false): Cell(.space, style: theme.qr)
    case (true, false): Cell(upperHalf, style: theme.qr)
    case (false, true): Cell(upperHalf, style: theme.qr.reversed)
    }
  }

  private static let upperHalf = Text.glyphs(of: "▀").first ?? .space
}

/// One pixel of a picture.
private struct Pixel {
  var red: UInt8
  var green: UInt8
  var blue: UInt8

  var color: Color { Color(red: red, green: green, blue: blue) }

  /// Perceived lightness, from 0 to 255 (ITU-R BT.601).
  var lightness: Int { (299 * Int(red) + 587 * Int(green) + 114 * Int(blue)) / 1_000 }
}

extension Picture {
  fileprivate var pixels: [Pixel] {
    stride(from: 0, to: bytes.count, by: 3).map {
      Pixel(red: bytes[$0], green: bytes[$0 + 1], blue: bytes[$0 + 2])
    }
  }
}
