import CNcurses
import Dispatch

/// The terminal itself: the only place that reads keys from it and paints on it.
///
/// One lives at a time. Until `close()`, or a signal that kills the process, the terminal is in curses' hands.
@MainActor
public final class Screen {
  private var decoder = KeyDecoder()
  private var shown: Frame?
  private var sources: [any DispatchSourceRead] = []
  /// How many colours the terminal has; 0 for none.
  public let colors: Int
  /// Whether the terminal's character set is UTF-8; without it, what is not ASCII shows as a question mark.
  public let isUTF8: Bool

  /// Takes the terminal over.
  ///
  /// - Parameter hasMouse: whether the mouse's buttons are keys; if not, the terminal selects text with it.
  /// - Throws: `TerminalError`; the terminal is then as it was.
  public init(hasMouse: Bool = false) throws(TerminalError) {
    if let error = TerminalError(answer: Int(cn_open(hasMouse))) { throw error }
    isUTF8 = cn_is_utf8()
    colors = Int(cn_colors())
  }

  /// Sees whether the terminal could be taken over, without touching it.
  public static func check() throws(TerminalError) {
    if let error = TerminalError(answer: Int(cn_check())) { throw error }
  }

  /// What a terminal can do, as far as that is known without taking it over.
  public struct Survey: Equatable, Sendable {
    /// Whether its character set is UTF-8.
    public let isUTF8: Bool
    /// How many colours it has; 0 for none.
    public let colors: Int
    /// Its size, at least 1x1.
    public let size: Size
  }

  /// Sees what the terminal can do, without touching it.
  public static func survey() throws(TerminalError) -> Survey {
    try check()
    let colors = Int(cn_survey())
    return Survey(isUTF8: cn_is_utf8(), colors: colors, size: currentSize)
  }

  /// The terminal's size now, at least 1x1.
  public var size: Size { Self.currentSize }

  private static var currentSize: Size {
    var columns: Int32 = 0
    var rows: Int32 = 0
    cn_size(&columns, &rows)
    return Size(columns: Int(columns), rows: Int(rows))
  }

  /// Calls back, on the main queue, with the keys of each batch and with each signal, until `close()`.
  ///
  /// Between events the process sleeps: there is no timer and no thread behind this.
  public func listen(
    keys: @escaping @MainActor ([Key]) -> Void, signal: @escaping @MainActor (Signal) -> Void
  ) {
    watch(0) { [weak self] in
      guard let self else { return }
      let batch = readKeys()
      if batch.isEmpty && cn_hung_up() { return signal(.hungUp(1)) }
      keys(batch)
    }
    watch(cn_signals_open()) {
      while true {
        let number = cn_signals_next()
        if number == 0 { return }
        if let known = Signal(number: number) { signal(known) }
      }
    }
  }

  /// Paints a frame: only what differs from the last one is sent.
  public func paint(_ frame: Frame) {
    guard frame != shown else { return }
    let isSameSize = shown?.size == frame.size
    let changed = (0..<frame.size.rows).filter { !isSameSize || shown?.row($0) != frame.row($0) }
    if let shown, isSameSize { forgetMovedRows(changed, from: shown, to: frame) }
    for row in changed {
      for (column, cell) in frame.row(row).enumerated() where cell.glyph.columns > 0 {
        put(cell, column: column, row: row)
      }
    }
    let cursor = frame.cursor ?? Frame.Cursor(at: Point(column: 0, row: 0), visible: false)
    cn_cursor(Int32(cursor.point.column), Int32(cursor.point.row), cursor.visible)
    cn_flush()
    shown = frame
  }

  /// Takes up the terminal's new size; the next frame is painted whole.
  public func resize() {
    cn_resize(Int32(size.columns), Int32(size.rows))
    shown = nil
  }

  /// Paints every cell anew with the next frame, for when something else wrote on the terminal.
  public func redraw() {
    cn_redraw()
    shown = nil
  }

  /// Gives the terminal back and stops the process as Ctrl-Z does; returns once it goes on.
  public func suspend() {
    cn_suspend()
    shown = nil
  }

  /// Takes the terminal up again after SIGCONT.
  public func resume() {
    cn_resume()
    shown = nil
  }

  /// Gives the terminal back as it was. Safe to call twice.
  public func close() {
    sources.forEach { $0.cancel() }
    sources = []
    cn_close()
  }

  private func watch(_ descriptor: Int32, _ ready: @escaping @MainActor () -> Void) {
    guard descriptor >= 0 else { return }
    let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: .main)
    source.setEventHandler { MainActor.assumeIsolated { ready() } }
    source.activate()
    sources.append(source)
  }

  private func readKeys() -> [Key] {
    var batch: [RawKey] = []
    var value: UInt32 = 0
    while true {
      switch Int(cn_read(&value)) {
      case CN_SCALAR: batch.append(Unicode.Scalar(value).map(RawKey.scalar) ?? .unknown)
      case CN_KEY: batch.append(RawKey(number: Int(value)))
      default: return decoder.keys(of: batch)
      }
    }
  }

  /// Keeps curses from scrolling a part of the terminal where rows seem to have moved: the panes stand side
  /// by side, so that the scroll would drag the other pane along and flash it. Curses has no switch for that
  /// (idlok rules insertion only), but it does not match a row that it has forgotten.
  private func forgetMovedRows(_ changed: [Int], from old: Frame, to new: Frame) {
    // Curses moves three rows or more.
    guard changed.count >= 3 else { return }
    let wanted = Set(changed.map { new.row($0).map(\.glyph) })
    for row in changed where wanted.contains(old.row(row).map(\.glyph)) { cn_forget_row(Int32(row)) }
  }

  private func put(_ cell: Cell, column: Int, row: Int) {
    let style = cell.style
    var attributes = 0
    if style.bold { attributes |= CN_BOLD }
    if style.dim { attributes |= CN_DIM }
    if style.underline { attributes |= CN_UNDERLINE }
    if style.reverse { attributes |= CN_REVERSE }
    var scalars = cell.glyph.text.unicodeScalars.map(\.value)
    if !isUTF8 && scalars.contains(where: { $0 > 0x7E }) {
      // A cut text ends in a full stop instead of an ellipsis; what else cannot be shown is a question mark.
      scalars = cell.glyph.text == "…" ? [0x2E] : [0x3F]
      if cell.glyph.columns == 2 { cn_put(Int32(column + 1), Int32(row), [0x20], 1, 0, -1, -1) }
    }
    cn_put(
      Int32(column), Int32(row), scalars, Int32(scalars.count), UInt32(attributes),
      Int32(style.foreground.number(ofColors: colors)), Int32(style.background.number(ofColors: colors)))
  }
}
