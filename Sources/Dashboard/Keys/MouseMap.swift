public import BridgeStore
public import Terminal

/// Mouse input. Views mark clickable regions while they draw.
public enum MouseMap {
  /// The kind of a clickable region.
  enum Kind: Int {
    case row, pane, flow, field, answer, target, command
  }

  /// The number of lines a text scrolls per notch of the wheel.
  private static let notch = 3

  /// The actions of a mouse event.
  ///
  /// - Parameters:
  ///   - mouse: the mouse event.
  ///   - hitRegion: the clickable region under the pointer.
  ///   - state: the state on the screen.
  ///   - theme: provides the keymap.
  /// - Returns: the actions, in order.
  public static func actions(
    _ mouse: Key.Mouse, at hitRegion: Frame.HitRegion?, _ state: State, _ theme: Theme
  ) -> [Action] {
    switch mouse {
    case .wheelUp: wheel(.up, state)
    case .wheelDown: wheel(.down, state)
    case .press: hitRegion.flatMap { action($0, state, theme) }.map { [$0] } ?? []
    }
  }

  private static func wheel(_ motion: Motion, _ state: State) -> [Action] {
    switch state.context {
    case .help, .log: Array(repeating: .moved(motion), count: notch)
    case .list, .filter, .choice, .targets: [.moved(motion)]
    // In a form, the wheel would leave the field being filled in.
    default: []
    }
  }

  private static func action(
    _ hitRegion: Frame.HitRegion, _ state: State, _ theme: Theme
  ) -> Action? {
    switch Kind(rawValue: hitRegion.kind) {
    case .row: .clicked(.row(hitRegion.index))
    case .pane: .clicked(.pane(hitRegion.index == 0 ? .list : .detail))
    case .flow: .clicked(.flow(hitRegion.index))
    case .field: .clicked(.field(hitRegion.index))
    case .answer: .clicked(.answer(hitRegion.index))
    case .target: .clicked(.target(hitRegion.index))
    case .command:
      theme.keymap.commands.first { $0.name.index == hitRegion.index }?.action(in: state.context)
    case nil: nil
    }
  }
}

extension Frame {
  /// Makes a region clickable.
  mutating func addHitRegion(_ rect: Rect, _ kind: MouseMap.Kind, _ index: Int) {
    addHitRegion(rect, kind: kind.rawValue, index: index)
  }

}

extension CommandName {
  /// Its index among all names.
  var index: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
