import Terminal
import TestSupport

/// Paints random frames: `n` changes the last one a little or wholly, `r` repaints it, `q` quits and prints it as text.
@MainActor
final class FrameFixture {
  private let screen: Screen
  private var random: SeededGenerator
  private var frame: Frame
  private var number = 0

  init(seed: UInt64) throws {
    screen = try Screen()
    random = SeededGenerator(seed: seed)
    frame = Frame(size: screen.size)
  }

  func run() async {
    show()
    await screen.run { key in
      switch key {
      case .character("n"): self.change()
      case .character("r"):
        self.screen.redraw()
        self.show()
      default: return false
      }
      return true
    }
    print(frame.text)
  }

  private static let words = ["plain", "日本語", "e\u{301}é", "🐙", "║─╮", "x", "a b  c", "한국어 mixed"]
  private static let colors: [Color] = [
    .terminal, .red, .cyan, .ink, .paper, Color(red: 9, green: 200, blue: 77),
  ]

  private func change() {
    number += 1
    switch Int.random(in: 0..<6, using: &random) {
    case 0: frame = Frame(size: screen.size)
    case 1: moveRows()
    default: break
    }
    for _ in 0..<Int.random(in: 1..<12, using: &random) {
      frame.write(
        Self.words.randomElement(using: &random) ?? "",
        column: Int.random(in: -2..<frame.size.columns, using: &random),
        row: Int.random(in: 0..<frame.size.rows, using: &random), style: style())
    }
    frame.cursor = Frame.Cursor(
      at: Point(
        column: Int.random(in: 0..<frame.size.columns, using: &random),
        row: Int.random(in: 0..<frame.size.rows, using: &random)), visible: Bool.random(using: &random))
    show()
  }

  /// Moves what is shown up by a row, as a list that scrolls does.
  private func moveRows() {
    var moved = Frame(size: frame.size)
    moved.draw(frame, at: Point(column: 0, row: -1))
    frame = moved
  }

  private func style() -> Style {
    Style(
      foreground: Self.colors.randomElement(using: &random) ?? .terminal,
      background: Self.colors.randomElement(using: &random) ?? .terminal, bold: Bool.random(using: &random),
      underline: Bool.random(using: &random), reverse: Bool.random(using: &random))
  }

  private func show() {
    // The last row is painted last, so that its end marks the end of the paint.
    let text = "frame \(number);"
    frame.write(text, column: frame.size.columns - text.count, row: frame.size.rows - 1)
    screen.paint(frame)
  }
}
