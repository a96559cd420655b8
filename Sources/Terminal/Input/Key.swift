/// One action at the keyboard, or with the mouse.
public indirect enum Key: Equatable, Hashable, Sendable {
  /// A character, as typed; a space too.
  case character(Character)
  /// Ctrl with a letter, in lower case. Ctrl-I and Ctrl-M arrive as `tab` and `enter`.
  case control(Character)
  /// A function key, from 1 to 12.
  case function(Int)
  /// The arrow.
  case up, down, left, right
  /// A key of the block above the arrows.
  case home, end, pageUp, pageDown, delete
  /// A key that moves between fields or ends a line.
  case tab, backTab, enter, escape, backspace
  /// Alt with a key, or Ctrl with an arrow.
  case alt(Key)
  /// Text that was pasted, whole: never commands.
  case paste(String)
  /// The mouse's first button, or its wheel a notch, at that cell.
  case mouse(Mouse, Point)

  /// What was done with the mouse.
  public enum Mouse: Equatable, Hashable, Sendable {
    /// The first button was pressed.
    case press
    /// The wheel was turned, away from the user or towards them.
    case wheelUp, wheelDown
  }
}
