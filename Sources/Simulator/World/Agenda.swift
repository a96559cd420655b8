/// The scheduled actions of the simulated world. Belongs to the `World` actor and never leaves it.
struct Agenda {
  private struct Item {
    var due: Double
    var act: @Sendable (isolated World) -> Void
  }

  private var items: [Item] = []

  /// When the next action is due, in simulated seconds.
  var next: Double? { items.first?.due }

  /// Schedules an action. Actions due at the same time run in the order they were added.
  mutating func add(at due: Double, _ act: @escaping @Sendable (isolated World) -> Void) {
    let index = items.firstIndex { $0.due > due } ?? items.endIndex
    items.insert(Item(due: due, act: act), at: index)
  }

  /// Removes and returns the next action if it is due.
  mutating func removeNext(dueBy now: Double) -> (@Sendable (isolated World) -> Void)? {
    guard let first = items.first, first.due <= now else { return nil }
    return items.removeFirst().act
  }
}
