/// One action at the keyboard, or with the mouse.
public indirect enum Key: Equatable, Hashable, Sendable {
  /// A character as typed, including a space.
  case character(Character)
  /// Ctrl with a letter, in lower case. Ctrl-I and Ctrl-M arrive as `tab` and `enter`.
  case control(Character)
  /// A function key, from 1 to 12.
  case function(Int)
  /// An arrow key.
  case up, down, left, right
  /// A key of the block above the arrows.
  case home, end, pageUp, pageDown, delete
  /// A key that moves between fields or ends a line.
  case tab, backTab, enter, escape, backspace
  /// Alt with a key, or Ctrl with an arrow, editing or function key.
  case alt(Key)
  /// Pasted text as a whole; never interpreted as commands.
  case paste(String)
  /// A press of the first mouse button, or a notch of the wheel, at this cell.
  case mouse(Mouse, Point)

  /// A mouse action.
  public enum Mouse: Equatable, Hashable, Sendable {
    /// The first button was pressed.
    case press
    /// The wheel was turned, away from the user or towards them.
    case wheelUp, wheelDown
  }
}
