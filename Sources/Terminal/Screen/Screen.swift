import CNcurses
import Dispatch

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The terminal: the only place that reads its keys and paints on it.
///
/// Only one exists at a time. Curses owns the terminal until `close()`, or until a signal kills the process.
@MainActor
public final class Screen {
  private var decoder: KeyDecoder
  private let clock = ContinuousClock()
  private let start: ContinuousClock.Instant
  private var expiry: DispatchWorkItem?
  private var lastFrame: Frame?
  private var sources: [any DispatchSourceRead] = []
  /// The number of colours; 0 if there are none.
  public let colors: Int
  /// Whether the character set is UTF-8. Without it, non-ASCII characters show as question marks.
  public let isUTF8: Bool

  /// Takes over the terminal.
  ///
  /// - Parameter reportsMouse: whether to report mouse buttons as keys. If not, the mouse selects text in the terminal.
  /// - Throws: `TerminalError`; the terminal is then unchanged.
  public init(reportsMouse: Bool = false) throws(TerminalError) {
    if let error = TerminalError(answer: Int(cn_open(reportsMouse))) { throw error }
    isUTF8 = cn_is_utf8()
    colors = Int(cn_colors())
    start = clock.now
    decoder = KeyDecoder(
      sequences: Self.terminfoSequences(), escapeDelay: .milliseconds(Int(cn_escape_delay())))
  }

  /// Checks whether the terminal could be taken over, without touching it.
  public static func check() throws(TerminalError) {
    if let error = TerminalError(answer: Int(cn_check())) { throw error }
  }

  /// What a terminal supports, as far as known without taking it over.
  public struct Capabilities: Equatable, Sendable {
    /// Whether its character set is UTF-8.
    public let isUTF8: Bool
    /// The number of colours; 0 if there are none.
    public let colors: Int
    /// Its size, at least 1x1.
    public let size: Size
  }

  /// Finds out what the terminal supports, without touching it.
  public static func capabilities() throws(TerminalError) -> Capabilities {
    try check()
    let colors = Int(cn_terminfo_colors())
    return Capabilities(isUTF8: cn_is_utf8(), colors: colors, size: currentSize)
  }

  /// The current size, at least 1x1.
  public var size: Size { Self.currentSize }

  private static var currentSize: Size {
    var columns: Int32 = 0
    var rows: Int32 = 0
    cn_size(&columns, &rows)
    return Size(columns: Int(columns), rows: Int(rows))
  }

  /// Calls back on the main queue with each batch of keys and each signal, until `close()`.
  ///
  /// The process sleeps between events; a timer runs only while a key sequence is incomplete.
  public func listen(
    keys: @escaping @MainActor ([Key]) -> Void, signal: @escaping @MainActor (Signal) -> Void
  ) {
    watch(STDIN_FILENO) { [weak self] in
      guard let self else { return }
      guard let batch = readBytes() else { return signal(.hungUp(SIGHUP)) }
      deliver(decoder.decode(batch, at: clock.now - start), to: keys)
    }
    watch(cn_signals_open()) {
      while true {
        let number = cn_signals_next()
        if number == 0 { return }
        if let known = Signal(number: number) { signal(known) }
      }
    }
  }

  /// Paints a frame, sending only the difference from the last one.
  public func paint(_ frame: Frame) {
    let before = lastFrame?.size == frame.size ? lastFrame : nil
    let changed = (0..<frame.size.rows).filter { row in
      before.map { !frame.hasSameRow(row, as: $0) } ?? true
    }
    if let before, changed.isEmpty && before.cursor == frame.cursor { return }
    if let before { forgetMovedRows(changed, from: before, to: frame) }
    for row in changed {
      for (column, cell) in frame.row(row).enumerated() where cell.glyph.columns > 0 {
        if let before, before.cell(column: column, row: row) == cell { continue }
        put(cell, column: column, row: row)
      }
    }
    let cursor = frame.cursor ?? Frame.Cursor(at: Point(column: 0, row: 0), visible: false)
    cn_cursor(Int32(cursor.point.column), Int32(cursor.point.row), cursor.visible)
    cn_flush()
    lastFrame = frame
  }

  /// Adopts the terminal's new size. The next frame is painted in full.
  public func resize() {
    cn_resize(Int32(size.columns), Int32(size.rows))
    lastFrame = nil
  }

  /// Repaints every cell with the next frame, after something else wrote on the terminal.
  public func redraw() {
    cn_redraw()
    lastFrame = nil
  }

  /// Restores the terminal and stops the process, as Ctrl-Z does; returns when the process continues.
  public func suspend() {
    cn_suspend()
    lastFrame = nil
  }

  /// Takes over the terminal again, after SIGCONT.
  public func resume() {
    cn_resume()
    lastFrame = nil
  }

  /// Restores the terminal. Safe to call twice.
  public func close() {
    sources.forEach { $0.cancel() }
    sources = []
    expiry?.cancel()
    cn_close()
  }

  private func watch(_ descriptor: Int32, _ ready: @escaping @MainActor () -> Void) {
    guard descriptor >= 0 else { return }
    let source = DispatchSource.makeReadSource(fileDescriptor: descriptor, queue: .main)
    source.setEventHandler { MainActor.assumeIsolated { ready() } }
    source.activate()
    sources.append(source)
  }

  /// Hands keys over, and sets the timer for what is pending.
  private func deliver(_ found: [Key], to keys: @escaping @MainActor ([Key]) -> Void) {
    if !found.isEmpty { keys(found) }
    expiry?.cancel()
    guard let deadline = decoder.deadline else { return }
    let work = DispatchWorkItem { [weak self] in
      MainActor.assumeIsolated {
        guard let self, !self.sources.isEmpty else { return }
        self.deliver(self.decoder.expire(at: self.clock.now - self.start), to: keys)
      }
    }
    expiry = work
    let wait = max(.zero, deadline - (clock.now - start))
    let nanoseconds = Int(wait / .nanoseconds(1))
    DispatchQueue.main.asyncAfter(deadline: .now() + .nanoseconds(nanoseconds), execute: work)
  }

  /// Reads the pending input, at most one batch, so that signals and paints are handled between batches. Nil once the terminal is
  /// gone.
  private func readBytes() -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: Self.maxBatchBytes)
    let count = Int(cn_read(&bytes, Int32(bytes.count)))
    return count < 0 ? nil : Array(bytes.prefix(count))
  }

  /// The maximum number of bytes read at once.
  private static let maxBatchBytes = 1 << 14

  /// The keys of the terminal's terminfo entry, by their sequences.
  private static func terminfoSequences() -> [[UInt8]: Key] {
    let keys: [(Int, Key)] = [
      (CN_KEY_UP, .up), (CN_KEY_DOWN, .down), (CN_KEY_LEFT, .left), (CN_KEY_RIGHT, .right),
      (CN_KEY_HOME, .home), (CN_KEY_END, .end), (CN_KEY_PAGE_UP, .pageUp), (CN_KEY_PAGE_DOWN, .pageDown),
      (CN_KEY_DELETE, .delete), (CN_KEY_ENTER, .enter), (CN_KEY_BACK_TAB, .backTab),
    ]
    let functions = (1...12).map { (CN_KEY_F0 + $0, Key.function($0)) }
    var table: [[UInt8]: Key] = [:]
    for (number, key) in keys + functions {
      var bytes = [UInt8](repeating: 0, count: 32)
      let length = Int(cn_key_sequence(Int32(number), &bytes, Int32(bytes.count)))
      // Keys that send a single byte need no terminfo.
      if length > 1, bytes[0] == 0x1B { table[Array(bytes.prefix(length))] = key }
    }
    return table
  }

  /// Keeps curses from scrolling part of the terminal when rows seem to have moved. The panes are side by side, so a
  /// scroll would drag the other pane along and make it flash. Curses has no option for that (idlok controls only
  /// insertion), but it does not match a row that it has forgotten.
  private func forgetMovedRows(_ changed: [Int], from old: Frame, to new: Frame) {
    // Curses scrolls only three rows or more.
    guard changed.count >= 3 else { return }
    let wanted = Set(changed.map { new.glyphHash(ofRow: $0) })
    for row in changed where wanted.contains(old.glyphHash(ofRow: row)) { cn_forget_row(Int32(row)) }
  }

  private func put(_ cell: Cell, column: Int, row: Int) {
    let style = cell.style
    var attributes = 0
    if style.bold { attributes |= CN_BOLD }
    if style.dim { attributes |= CN_DIM }
    if style.underline { attributes |= CN_UNDERLINE }
    if style.reverse { attributes |= CN_REVERSE }
    let foreground = Int32(style.foreground.number(ofColors: colors))
    let background = Int32(style.background.number(ofColors: colors))
    func put(_ scalars: UnsafePointer<UInt32>, _ count: Int) {
      cn_put(
        Int32(column), Int32(row), scalars, Int32(count), UInt32(attributes), foreground, background)
    }
    if var scalar = cell.glyph.scalar, isUTF8 || scalar <= 0x7E { return put(&scalar, 1) }
    if isUTF8 {
      let scalars = cell.glyph.scalars
      return put(scalars, scalars.count)
    }
    // A full stop replaces an ellipsis; a question mark replaces any other unsupported character.
    var substitute: UInt32 = cell.glyph.scalar == 0x2026 ? 0x2E : 0x3F
    if cell.glyph.columns == 2 { cn_put(Int32(column + 1), Int32(row), [0x20], 1, 0, -1, -1) }
    put(&substitute, 1)
  }
}
