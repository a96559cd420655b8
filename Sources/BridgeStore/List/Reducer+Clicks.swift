import Logins

/// Mouse clicks: the first one marks an item, the next one activates it.
extension State {
  mutating func take(_ click: Action.Click) -> [Effect] {
    notice = nil
    awaited = nil
    switch (click, overlays.last) {
    case (.answer(let place), .dialog(var dialog)?) where dialog.answers.indices.contains(place):
      if dialog.focus == place { return handle(.take) }
      dialog.focus = place
      overlays[overlays.count - 1] = .dialog(dialog)
      return []
    case (.target(let place), .targets(let focus)?) where targets.indices.contains(place):
      if focus == place { return handle(.take) }
      overlays[overlays.count - 1] = .targets(focus: place)
      return []
    case (_, nil): return takeBelow(click)
    default: return []
    }
  }

  /// Handles a click while no overlay is open.
  private mutating func takeBelow(_ click: Action.Click) -> [Effect] {
    switch click {
    case .row(let place):
      guard list.rows.indices.contains(place) else { return [] }
      let isMarked = context == .list && list.selected == place
      (filterLine, pane) = (nil, .list)
      if isMarked { return handle(.take) }
      list.select(place)
      return selectionMoved()
    case .pane(let wanted):
      (filterLine, pane) = (nil, wanted)
      return []
    case .flow(let place):
      guard let index = shownIndex, case .choosingFlow(let flows) = logins[index].machine.phase,
        flows.indices.contains(place)
      else { return [] }
      let isMarked = pane == .detail && logins[index].choice == place
      (filterLine, pane) = (nil, .detail)
      logins[index].choice = place
      return isMarked ? handle(.take) : []
    case .field(let place):
      (filterLine, pane) = (nil, .detail)
      if let index = shownIndex { logins[index].form?.focus(on: place) }
      return []
    case .answer, .target: return []
    }
  }
}
