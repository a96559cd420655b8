import Terminal
import TestSupport

@testable import DrawbridgeApp

/// A screen whose keys and signals a test sends, and whose frames it reads.
@MainActor
final class FakeScreen: DashboardScreen {
  var size = Size(columns: 80, rows: 24)
  let colors = 256
  let isUTF8 = true

  /// What the event loop did to the screen, but for painting.
  private(set) var calls: [String] = []
  private(set) var frames: [Frame] = []
  private var keys: (@MainActor ([Key]) -> Void)?
  private var signal: (@MainActor (Signal) -> Void)?

  /// The text of the last frame.
  var text: String { frames.last?.lines.joined(separator: "\n") ?? "" }

  /// Types keys in one batch, once there is a listener.
  func press(_ keys: Key...) async {
    await TestSupport.until { self.keys != nil }
    self.keys?(keys)
  }

  /// Sends a signal, once there is a listener.
  func send(_ signal: Signal) async {
    await TestSupport.until { self.signal != nil }
    self.signal?(signal)
  }

  /// Returns once the last frame has a text.
  func until(showing expected: String) async { await TestSupport.until { text.contains(expected) } }

  func listen(keys: @escaping @MainActor ([Key]) -> Void, signal: @escaping @MainActor (Signal) -> Void) {
    self.keys = keys
    self.signal = signal
  }

  func paint(_ frame: Frame) { frames.append(frame) }
  func resize() { calls.append("resize") }
  func redraw() { calls.append("redraw") }
  func suspend() { calls.append("suspend") }
  func resume() { calls.append("resume") }
  func ring() { calls.append("ring") }
  func copy(_ text: String) { calls.append("copy \(text)") }
  func close() { calls.append("close") }
}
