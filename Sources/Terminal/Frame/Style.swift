/// A terminal colour.
///
/// The first 16 are the user's own, so that light and dark themes both stay readable. `ink` and `paper` are the fixed
/// black and white that QR codes need: a theme may show its "black" as grey.
public struct Color: BitwiseCopyable, Equatable, Hashable, Sendable {
  /// -1 for the terminal's own; 0 to 15 for the user's palette; 16 and up for fixed colours.
  let number: Int16

  init(_ number: Int16) { self.number = number }

  /// The terminal's own foreground or background.
  public static let terminal = Color(-1)
  /// Red of the user's palette.
  public static let red = Color(1)
  /// Green of the user's palette.
  public static let green = Color(2)
  /// Yellow of the user's palette.
  public static let yellow = Color(3)
  /// Blue of the user's palette.
  public static let blue = Color(4)
  /// Magenta of the user's palette.
  public static let magenta = Color(5)
  /// Cyan of the user's palette.
  public static let cyan = Color(6)
  /// True black on terminals with 256 colours (number 16 of xterm's cube); otherwise black of the user's palette.
  public static let ink = Color(16)
  /// True white on terminals with 256 colours (number 231 of xterm's cube); otherwise white of the user's palette.
  public static let paper = Color(231)

  /// The nearest fixed colour, of xterm's 6x6x6 cube and its 24 greys. With fewer than 256 colours, the terminal's
  /// own.
  public init(red: UInt8, green: UInt8, blue: UInt8) {
    let steps = [0, 95, 135, 175, 215, 255]
    func nearest(_ value: Int) -> Int {
      steps.indices.min { abs(steps[$0] - value) < abs(steps[$1] - value) } ?? 0
    }
    let wanted = [Int(red), Int(green), Int(blue)]
    let cube = wanted.map(nearest)
    let gray = max(0, min(23, (wanted.reduce(0, +) / 3 - 3) / 10))
    func distance(_ color: [Int]) -> Int {
      zip(color, wanted).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    }
    let isGray = distance(Array(repeating: 8 + 10 * gray, count: 3)) < distance(cube.map { steps[$0] })
    number = Int16(isGray ? 232 + gray : 16 + 36 * cube[0] + 6 * cube[1] + cube[2])
  }

  /// The number to use on a terminal with this many colours; -1 if it has too few.
  func number(ofColors available: Int) -> Int16 {
    switch self {
    case .ink: available >= 256 ? 16 : (available >= 8 ? 0 : -1)
    case .paper: available >= 256 ? 231 : (available >= 16 ? 15 : (available >= 8 ? 7 : -1))
    default: Int(number) < available ? number : -1
    }
  }
}

/// How a cell looks: two colours and four attributes, in 32 bits.
public struct Style: BitwiseCopyable, Equatable, Hashable, Sendable {
  /// Nine bits for each colour, as its number plus one; then one bit per attribute.
  private var bits: UInt32

  private enum Attribute {
    static let bold: UInt32 = 1 << 18
    static let dim: UInt32 = 1 << 19
    static let underline: UInt32 = 1 << 20
    static let reverse: UInt32 = 1 << 21
  }

  private enum Shift {
    static let foreground: UInt32 = 0
    static let background: UInt32 = 9
  }

  /// A style; by default, the terminal's own look.
  public init(
    foreground: Color = .terminal, background: Color = .terminal, bold: Bool = false, dim: Bool = false,
    underline: Bool = false, reverse: Bool = false
  ) {
    bits = 0
    self.foreground = foreground
    self.background = background
    self.bold = bold
    self.dim = dim
    self.underline = underline
    self.reverse = reverse
  }

  /// The colour of the glyph.
  public var foreground: Color {
    get { color(Shift.foreground) }
    set { set(newValue, Shift.foreground) }
  }

  /// The colour behind the glyph.
  public var background: Color {
    get { color(Shift.background) }
    set { set(newValue, Shift.background) }
  }

  /// Some terminals show bold as bright.
  public var bold: Bool {
    get { bits & Attribute.bold != 0 }
    set { set(newValue, Attribute.bold) }
  }

  /// Fainter than the rest.
  public var dim: Bool {
    get { bits & Attribute.dim != 0 }
    set { set(newValue, Attribute.dim) }
  }

  /// A line below the glyph.
  public var underline: Bool {
    get { bits & Attribute.underline != 0 }
    set { set(newValue, Attribute.underline) }
  }

  /// Foreground and background are swapped.
  public var reverse: Bool {
    get { bits & Attribute.reverse != 0 }
    set { set(newValue, Attribute.reverse) }
  }

  /// The terminal's own look.
  public static let plain = Style()

  /// The style with foreground and background swapped: how a selection looks.
  public var reversed: Style {
    var style = self
    style.reverse.toggle()
    return style
  }

  private func color(_ shift: UInt32) -> Color { Color(Int16(bits >> shift & 0x1FF) - 1) }

  private mutating func set(_ color: Color, _ shift: UInt32) {
    bits = bits & ~(0x1FF << shift) | UInt32(color.number + 1) << shift
  }

  private mutating func set(_ isOn: Bool, _ bit: UInt32) { bits = isOn ? bits | bit : bits & ~bit }
}
