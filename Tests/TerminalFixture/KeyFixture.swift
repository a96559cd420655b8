import Terminal

/// Shows the keys it gets. Some of them do something: `q` quits, `t` traps, Ctrl-Z suspends, Ctrl-Y copies, Ctrl-B rings.
@MainActor
final class KeyFixture {
  private let screen: Screen
  private var pressed: [Key] = []

  init() throws { screen = try Screen() }

  func run() async {
    paint()
    await screen.run(signal: { signal in
      if signal == .resized { self.screen.resize() }
      if signal == .continued { self.screen.resume() }
      self.paint()
    }) { key in
      if key == .character("q") { return false }
      self.press(key)
      self.paint()
      return true
    }
  }

  private func press(_ key: Key) {
    switch key {
    // Out of bounds: traps like any other bug.
    case .character("t"): print(pressed[pressed.count + 1])
    case .control("z"): screen.suspend()
    case .control("y"): screen.copy("copied é")
    case .control("b"): screen.ring()
    default: break
    }
    pressed.append(key)
  }

  private func paint() {
    var frame = Frame(size: screen.size)
    frame.write("ready \(frame.size.columns)x\(frame.size.rows)", column: 0, row: 0)
    for (row, key) in pressed.enumerated() { frame.write("\(key)", column: 0, row: row + 1) }
    frame.put(
      Text.glyphs(of: "X")[0], column: frame.size.columns - 1, row: frame.size.rows - 1, style: .plain)
    screen.paint(frame)
  }
}
