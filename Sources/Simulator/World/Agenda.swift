/// What will happen in the simulated world, and when. Part of the `World` actor, and never leaves it.
struct Agenda {
  private struct Item {
    var due: Double
    var act: @Sendable (isolated World) -> Void
  }

  private var items: [Item] = []

  /// When the next thing happens, in simulated seconds.
  var next: Double? { items.first?.due }

  /// Notes what happens at a moment; of things due at the same moment, the first noted happens first.
  mutating func note(at due: Double, _ act: @escaping @Sendable (isolated World) -> Void) {
    let index = items.firstIndex { $0.due > due } ?? items.endIndex
    items.insert(Item(due: due, act: act), at: index)
  }

  /// Takes the next thing out if its moment has come.
  mutating func take(until now: Double) -> (@Sendable (isolated World) -> Void)? {
    guard let first = items.first, first.due <= now else { return nil }
    return items.removeFirst().act
  }
}
