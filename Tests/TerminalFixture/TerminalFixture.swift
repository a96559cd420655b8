import Dispatch
import Terminal

/// A program that is only a screen, for the end-to-end tests: it shows the keys it gets, and quits or traps at a key.
@main
struct TerminalFixture {
  @MainActor
  static func main() async throws {
    let screen = try Screen()
    var pressed: [Key] = []
    func paint() {
      var frame = Frame(size: screen.size)
      frame.write("ready \(frame.size.columns)x\(frame.size.rows)", column: 0, row: 0)
      for (row, key) in pressed.enumerated() { frame.write("\(key)", column: 0, row: row + 1) }
      frame.put(
        Text.glyphs(of: "X")[0], column: frame.size.columns - 1, row: frame.size.rows - 1, style: .plain)
      screen.paint(frame)
    }
    paint()
    await withCheckedContinuation { (ended: CheckedContinuation<Void, Never>) in
      screen.listen(
        keys: { keys in
          for key in keys {
            if key == .character("q") {
              screen.close()
              ended.resume()
              return
            }
            // Out of bounds: traps like any other bug.
            if key == .character("t") { print(pressed[pressed.count + 1]) }
            if key == .control("z") { screen.suspend() }
            pressed.append(key)
          }
          paint()
        },
        signal: { signal in
          if signal == .resized { screen.resize() }
          if signal == .continued { screen.resume() }
          paint()
        })
    }
  }
}
