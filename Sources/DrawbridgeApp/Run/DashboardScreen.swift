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
  /// Adapts to the terminal's present size.
  func resize()
  /// Paints the last frame anew: something else may have written over it.
  func redraw()
  /// Gives the terminal back and stops the process, until the shell continues it.
  func suspend()
  /// Takes the terminal over again after the process was continued.
  func resume()
  /// Rings the bell.
  func ring()
  /// Copies text to the terminal's clipboard (OSC 52).
  func copy(_ text: String)
  /// Gives the terminal back.
  func close()
}

extension Screen: DashboardScreen {}
