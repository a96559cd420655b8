import Terminal

/// How a QR code fits a terminal: the first of these that works.
enum QRFit: CaseIterable {
  /// At normal size, in its pane.
  case regular
  /// At normal size, full-screen.
  case fullScreen
  /// In finer dots, in its pane.
  case fine
  /// In finer dots, full-screen.
  case fineFullScreen
  /// Not at all.
  case tooLarge

  /// How a code fits a terminal of that size.
  init(_ code: QRCode, in terminal: Size, _ theme: Theme) {
    let pane = Layout(terminal).panes.inset(columns: 2, rows: 1).size
    let (regular, fine) = (code.size(theme), code.size(theme, isFine: true))
    if regular.fits(pane) {
      self = .regular
    } else if regular.fits(terminal) {
      self = .fullScreen
    } else if fine.fits(pane) {
      self = .fine
    } else {
      self = fine.fits(terminal) ? .fineFullScreen : .tooLarge
    }
  }
}

extension Size {
  fileprivate func fits(_ room: Size) -> Bool { columns <= room.columns && rows <= room.rows }
}
