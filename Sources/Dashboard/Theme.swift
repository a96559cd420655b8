import BridgeStore
import Terminal

/// The look: glyphs for the terminal's character set, styles, and names of keys.
///
/// Uses the terminal's own 16 colours, foreground and background, so that light and dark themes both work; a
/// selection is reversed. No meaning depends on colour alone: a glyph and a word say the same.
public struct Theme: Equatable, Sendable {
  /// Whether glyphs beyond ASCII can be shown.
  public let isUnicode: Bool
  /// Whether colours are wanted (`NO_COLOR` unset or empty, and the look `auto`; https://no-color.org).
  public let isColored: Bool
  /// Whether the terminal has 256 or more colours, as pictures require.
  public let has256Colors: Bool

  /// The keys, for texts that mention them.
  public let keymap: Keymap

  /// A theme for a terminal.
  ///
  /// - Parameters:
  ///   - isUnicode: whether glyphs beyond ASCII can be shown.
  ///   - isColored: whether colours are wanted.
  ///   - has256Colors: whether the terminal has 256 or more colours.
  ///   - keymap: the keys.
  public init(isUnicode: Bool, isColored: Bool, has256Colors: Bool = true, keymap: Keymap = .standard) {
    self.keymap = keymap
    self.isUnicode = isUnicode
    self.isColored = isColored
    self.has256Colors = has256Colors
  }

  /// The name of a command's first key.
  func key(_ name: CommandName, in context: Context? = nil) -> String { keymap.key(name, in: context) }

  /// Whether a command can do anything in this theme: in ASCII there are no finer dots to draw a QR code with.
  func offers(_ name: CommandName) -> Bool { isUnicode || name != .smallerQR }

  func pick(_ unicode: String, _ ascii: String) -> String { isUnicode ? unicode : ascii }

  // MARK: Glyphs

  var marker: String { pick("▌", ">") }
  var dot: String { pick("·", "-") }
  var ellipsis: String { pick("…", "...") }
  var mask: String { pick("•", "*") }
  var alive: String { pick("●", "*") }
  var empty: String { pick("○", "o") }
  var partial: String { pick("◐", "%") }
  var busy: String { pick("◌", "~") }
  var off: String { pick("–", "-") }
  var pointer: String { pick("›", ">") }
  var leftAndRight: (String, String) { isUnicode ? ("◂", "▸") : ("<", ">") }

  // MARK: Styles

  private func style(_ color: Color, bold: Bool = false) -> Style {
    Style(foreground: isColored ? color : .terminal, bold: bold)
  }

  var title: Style { Style(bold: true) }
  var heading: Style { Style(bold: true) }
  var quiet: Style { Style(dim: true) }
  var good: Style { style(.green) }
  var working: Style { style(.cyan) }
  var warning: Style { style(.yellow, bold: true) }
  var bad: Style { style(.red, bold: true) }
  var code: Style { style(.cyan, bold: true) }
  var link: Style { Style(foreground: isColored ? .blue : .terminal, underline: true) }
  var border: Style { quiet }
  var focusedBorder: Style { style(.cyan) }
  var demo: Style { Style(foreground: isColored ? .magenta : .terminal, bold: true) }
  /// The style of QR codes: black on white in every theme, even without colours, because many phones cannot read
  /// light-on-dark codes.
  var qr: Style { Style(foreground: .ink, background: .paper) }
}
