public import BridgeStore
public import Terminal

/// What the mouse means: the views mark what can be clicked while they draw.
public enum Pointing {
  /// What a marked part of a frame is one of.
  enum Group: Int {
    case row, pane, flow, field, answer, target, binding
  }

  /// The lines that a notch of the wheel scrolls a text.
  private static let notch = 3

  /// What happens in the store when the mouse is used.
  ///
  /// - Parameters:
  ///   - mouse: what was done with it.
  ///   - spot: what is there on the screen.
  ///   - state: the state that the screen shows.
  ///   - theme: the look that has the keymap.
  /// - Returns: the actions, in order.
  public static func actions(
    _ mouse: Key.Mouse, at spot: Frame.Spot?, _ state: State, _ theme: Theme
  ) -> [Action] {
    switch mouse {
    case .wheelUp: wheel(.up, state)
    case .wheelDown: wheel(.down, state)
    case .press: spot.flatMap { action($0, theme) }.map { [$0] } ?? []
    }
  }

  private static func wheel(_ motion: Motion, _ state: State) -> [Action] {
    switch state.context {
    case .help, .log: Array(repeating: .moved(motion), count: notch)
    case .list, .filter, .choice, .targets: [.moved(motion)]
    // In a form it would leave the field that is being filled in.
    default: []
    }
  }

  private static func action(_ spot: Frame.Spot, _ theme: Theme) -> Action? {
    switch Group(rawValue: spot.group) {
    case .row: .picked(.row(spot.place))
    case .pane: .picked(.pane(spot.place == 0 ? .list : .detail))
    case .flow: .picked(.flow(spot.place))
    case .field: .picked(.field(spot.place))
    case .answer: .picked(.answer(spot.place))
    case .target: .picked(.target(spot.place))
    case .binding:
      theme.keymap.bindings.first { $0.name.place == spot.place }?.action
    case nil: nil
    }
  }
}

extension Frame {
  /// Gives a part a meaning for clicks.
  mutating func mark(_ rect: Rect, _ group: Pointing.Group, _ place: Int) {
    mark(rect, group: group.rawValue, place: place)
  }

}

extension BindingName {
  /// Its place among all names.
  var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
