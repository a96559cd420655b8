import BridgeModel
import BridgeStore
import Logins
import Terminal

/// A step that shows something while the user acts elsewhere.
enum DisplayView {
  /// How much of a display fits; higher is better.
  enum Arrangement: Int, Comparable {
    /// Only an explanation of why it does not fit.
    case refused
    /// The picture without instructions.
    case pictureOnly
    /// The picture with its instructions beside or below it.
    case explained

    static func < (a: Arrangement, b: Arrangement) -> Bool { a.rawValue < b.rawValue }
  }

  /// The minimum width of readable instructions, in columns.
  private static let textColumns = 17

  /// How much of a step's display fits in a size.
  static func arrangement(of step: LoginStep, isFine: Bool, in size: Size, _ theme: Theme) -> Arrangement {
    guard case .displayAndWait(let step) = step, case .qr(let data) = step.display,
      let code = QRCode(data)
    else { return .explained }
    let picture = code.size(theme, isFine: isFine)
    guard picture.columns <= size.columns, picture.rows <= size.rows else { return .refused }
    let isBeside = size.columns - picture.columns - 2 >= textColumns
    let below = text(step.instructions, columns: size.columns, theme).lines.count + 3
    return isBeside || size.rows - picture.rows >= below ? .explained : .pictureOnly
  }

  static func draw(
    _ step: LoginStep, _ wait: LoginWait, _ login: LoginProcess, _ state: State, on frame: inout Frame,
    in rect: Rect, _ theme: Theme
  ) {
    if case .displayAndWait(let step) = step, case .qr(let data) = step.display, let code = QRCode(data) {
      return draw(code, step, wait, login, state, on: &frame, in: rect, theme)
    }
    page(step, wait, login, state, columns: rect.columns, theme).draw(on: &frame, in: rect)
  }

  /// A display without a QR code. What the user has to type out or act on comes first.
  private static func page(
    _ step: LoginStep, _ wait: LoginWait, _ login: LoginProcess, _ state: State, columns: Int, _ theme: Theme
  ) -> TextPage {
    var page = TextPage(columns: columns)
    if case .displayAndWait(let step) = step {
      show(step.display, &page, theme)
      if step.display == .nothing, let code = step.instructions.flatMap(InstructedCode.find) {
        large(code, &page, theme)
      }
    } else {
      page.text("! " + Wording.unknownStep(step, theme), theme.warning)
      page.gap()
    }
    page.instructions(step.instructions, theme)
    footer(step, wait, login, state, &page, theme)
    return page
  }

  /// Whether a step's display needs more rows than there are.
  static func isLonger(
    _ step: LoginStep, _ wait: LoginWait, _ login: LoginProcess, _ state: State, than size: Size,
    _ theme: Theme
  ) -> Bool {
    if case .displayAndWait(let step) = step, case .qr(let data) = step.display, QRCode(data) != nil {
      return false
    }
    return page(step, wait, login, state, columns: size.columns, theme).lines.count > size.rows
  }

  /// Draws the QR code full-screen, if requested and if it fits; returns whether it did.
  static func drawFullScreen(_ state: State, on frame: inout Frame, _ theme: Theme) -> Bool {
    guard state.qr.isFullScreen, state.context == .display, let data = state.shownQR, let code = QRCode(data)
    else {
      return false
    }
    let picture = code.size(theme, isFine: state.qr.isFine)
    let (columns, rows) = (frame.size.columns - picture.columns, frame.size.rows - picture.rows)
    guard columns >= 0, rows >= 0 else { return false }
    // Keep the code above the bottom row, which says what to do next.
    let origin = Point(column: columns / 2, row: rows > 1 ? (rows - 1) / 2 : 0)
    code.draw(on: &frame, at: origin, theme, isFine: state.qr.isFine)
    if rows > 0, let login = state.login, case .waiting(_, let wait) = login.machine.phase {
      let status =
        state.notice.map { Wording.notice($0, state, theme) } ?? login.machine.trouble.map(Wording.error)
      let line = status ?? "\(Wording.waiting(wait, login, state, theme))  \(Wording.fullScreenKeys(theme))"
      frame.write(
        Text.clipped(line, to: frame.size.columns), column: 0, row: frame.size.rows - 1, style: theme.quiet)
    }
    return true
  }

  private static func text(_ instructions: String?, columns: Int, _ theme: Theme) -> TextPage {
    var page = TextPage(columns: columns)
    page.instructions(instructions, theme)
    return page
  }

  private static func show(_ display: LoginDisplay, _ page: inout TextPage, _ theme: Theme) {
    switch display {
    case .code(let data): code(data, &page, theme)
    case .emoji(let imageURL): emoji(imageURL, &page, theme)
    case .nothing: break
    case .qr:
      page.text("! " + Wording.unreadableQR, theme.warning)
      page.gap()
    case .unknown(let type, _):
      page.text("! " + Wording.unknownDisplay(type, theme), theme.warning)
      page.gap()
    }
  }

  private static func code(_ data: String, _ page: inout TextPage, _ theme: Theme) {
    large(data, &page, theme)
    page.text(data, theme.code, indent: 2)
    page.gap()
  }

  private static func large(_ text: String, _ page: inout TextPage, _ theme: Theme) {
    let lines = BigText.lines(of: text, columns: page.columns - 2, theme)
    for line in lines { page.line("  " + line, theme.code) }
    if !lines.isEmpty { page.gap() }
  }

  private static func emoji(_ imageURL: String, _ page: inout TextPage, _ theme: Theme) {
    guard let emoji = Emoji(imageURL: imageURL) else {
      page.text("! " + Wording.unknownEmoji, theme.warning)
      page.text(imageURL, theme.link)
      page.gap()
      return
    }
    if theme.isUnicode {
      let cells = Text.cells(emoji.text, .plain)
      let edge = String(repeating: "─", count: cells.columns + 4)
      page.line("  ╭\(edge)╮", theme.border)
      page.line([("  │  ", theme.border), (emoji.text, .plain), ("  │", theme.border)])
      page.line("  ╰\(edge)╯", theme.border)
    }
    page.line("  \(emoji.name)", theme.code)
    page.gap()
  }

  /// The elapsed time, and what is going wrong.
  private static func footer(
    _ step: LoginStep, _ wait: LoginWait, _ login: LoginProcess, _ state: State, omitsPath: Bool = false,
    _ page: inout TextPage,
    _ theme: Theme
  ) {
    if case .unknown(let step) = step, step.isPasskey {
      // It never continues by itself.
    } else {
      page.text(Wording.waiting(wait, login, state, theme), theme.working)
    }
    if let warning = Wording.reconnectWarning(login) { page.text(warning, theme.quiet) }
    if let path = login.savedPath, !omitsPath { page.text(Wording.saved(path), theme.quiet) }
    if let trouble = login.machine.trouble {
      page.text("! \(Wording.error(trouble)) Trying again\(theme.ellipsis)", theme.warning)
    }
  }

  private static func draw(
    _ code: QRCode, _ step: DisplayStep, _ wait: LoginWait, _ login: LoginProcess, _ state: State,
    on frame: inout Frame, in rect: Rect, _ theme: Theme
  ) {
    let picture = code.size(theme, isFine: state.qr.isFine)
    guard picture.columns <= rect.columns, picture.rows <= rect.rows else {
      var page = TextPage(columns: rect.columns)
      page.text("! " + Wording.tooSmall(for: code, login, state, theme), theme.warning)
      // The path is part of the way out, and must not be cut off.
      if let path = login.savedPath { page.text(Wording.saved(path)) }
      page.gap()
      page.instructions(step.instructions, theme)
      footer(.displayAndWait(step), wait, login, state, omitsPath: true, &page, theme)
      return page.draw(on: &frame, in: rect)
    }
    code.draw(on: &frame, at: rect.origin, theme, isFine: state.qr.isFine)
    let beside = rect.columns - picture.columns - 2
    let isBeside = beside >= textColumns
    var page = text(step.instructions, columns: isBeside ? beside : rect.columns, theme)
    footer(.displayAndWait(step), wait, login, state, &page, theme)
    let origin =
      isBeside
      ? Point(column: rect.left + picture.columns + 2, row: rect.top)
      : Point(column: rect.left, row: rect.top + picture.rows + 1)
    page.draw(
      on: &frame,
      in: Rect(
        column: origin.column, row: origin.row, columns: page.columns, rows: rect.bottom - origin.row))
  }
}
