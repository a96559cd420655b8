import CNcurses

extension RawKey {
  /// The key of one of the shim's CN_KEY numbers.
  init(number: Int) {
    switch number {
    case CN_KEY_UP: self = .key(.up)
    case CN_KEY_DOWN: self = .key(.down)
    case CN_KEY_LEFT: self = .key(.left)
    case CN_KEY_RIGHT: self = .key(.right)
    case CN_KEY_HOME: self = .key(.home)
    case CN_KEY_END: self = .key(.end)
    case CN_KEY_PAGE_UP: self = .key(.pageUp)
    case CN_KEY_PAGE_DOWN: self = .key(.pageDown)
    case CN_KEY_DELETE: self = .key(.delete)
    case CN_KEY_BACKSPACE: self = .key(.backspace)
    case CN_KEY_ENTER: self = .key(.enter)
    case CN_KEY_BACK_TAB: self = .key(.backTab)
    case CN_KEY_PASTE_START: self = .pasteStart
    case CN_KEY_PASTE_END: self = .pasteEnd
    case CN_KEY_MOUSE_START: self = .mouseStart
    case CN_KEY_F0 + 1...CN_KEY_F0 + 12: self = .key(.function(number - CN_KEY_F0))
    default: self = .unknown
    }
  }
}
