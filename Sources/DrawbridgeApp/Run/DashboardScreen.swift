import Terminal

/// The screen as the event loop needs it. `Screen` is the terminal; tests have one of their own.
@MainActor
protocol DashboardScreen: AnyObject {
  /// The size in cells.
  var size: Size { get }
  /// How many colours it shows.
  var colors: Int { get }
  /// Whether it shows all characters, and not ASCII only.
  var isUTF8: Bool { get }

  /// Delivers keys, as they were typed, and signals, until `close`.
  func listen(keys: @escaping @MainActor ([Key]) -> Void, signal: @escaping @MainActor (Signal) -> Void)
  /// Shows a frame.
  func paint(_ frame: Frame)
  /// Adopts the terminal's current size. The next frame is painted in full.
  func resize()
  /// Has every cell painted with the next frame: something else may have written on the terminal.
  func redraw()
  /// Restores the terminal and stops the process; returns when the process continues.
  func suspend()
  /// Takes over the terminal again, after SIGCONT.
  func resume()
  /// Rings the bell.
  func ring()
  /// Copies text to the terminal's clipboard (OSC 52).
  func copy(_ text: String)
  /// Restores the terminal. Safe to call twice.
  func close()
}

extension Screen: DashboardScreen {}
