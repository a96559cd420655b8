import Logins

/// Mouse clicks: the first one marks an item, the next one activates it.
extension State {
  mutating func clicked(_ click: Action.Click) -> [Effect] {
    notice = nil
    awaited = nil
    switch (click, overlays.last) {
    case (.answer(let place), .dialog(var dialog)?) where dialog.answers.indices.contains(place):
      if dialog.focus == place { return handle(.confirm) }
      dialog.focus = place
      overlays[overlays.count - 1] = .dialog(dialog)
      return []
    case (.target(let place), .targets(let focus)?) where targets.indices.contains(place):
      if focus == place { return handle(.confirm) }
      overlays[overlays.count - 1] = .targets(focus: place)
      return []
    case (_, nil): return clickedBelow(click)
    default: return []
    }
  }

  /// Handles a click while no overlay is open.
  private mutating func clickedBelow(_ click: Action.Click) -> [Effect] {
    switch click {
    case .row(let place):
      guard list.rows.indices.contains(place) else { return [] }
      let isMarked = context == .list && list.selected == place
      stopFiltering(.list)
      if isMarked { return handle(.confirm) }
      list.select(place)
      return selectionMoved()
    case .pane(let wanted):
      stopFiltering(wanted)
      return []
    case .flow(let place):
      guard let index = shownIndex, case .choosingFlow(let flows) = logins[index].machine.phase,
        flows.indices.contains(place)
      else { return [] }
      let isMarked = pane == .detail && logins[index].choice == place
      stopFiltering(.detail)
      logins[index].choice = place
      return isMarked ? handle(.confirm) : []
    case .field(let place):
      stopFiltering(.detail)
      if let index = shownIndex { logins[index].form?.focus(on: place) }
      return []
    case .answer, .target: return []
    }
  }

  /// Takes the filter's line off the screen, and gives the keys to a pane.
  private mutating func stopFiltering(_ pane: Pane) {
    filterLine = nil
    self.pane = pane
    fitList()
  }
}
