import Logins

/// Mouse clicks: the first one marks an item, the next one activates it.
extension State {
  mutating func clicked(_ click: Action.Click) -> [Effect] {
    notice = nil
    awaited = nil
    switch (click, overlays.last) {
    case (.answer(let index), .dialog(var dialog)?) where dialog.answers.indices.contains(index):
      if dialog.focus == index { return handle(.confirm) }
      dialog.focus = index
      overlays[overlays.count - 1] = .dialog(dialog)
      return []
    case (.target(let index), .targets(let focus)?) where targets.indices.contains(index):
      if focus == index { return handle(.confirm) }
      overlays[overlays.count - 1] = .targets(focus: index)
      return []
    case (_, nil): return clickedBelow(click)
    default: return []
    }
  }

  /// Handles a click while no overlay is open.
  private mutating func clickedBelow(_ click: Action.Click) -> [Effect] {
    switch click {
    case .row(let index):
      guard list.rows.indices.contains(index) else { return [] }
      let isMarked = context == .list && list.selected == index
      focus(on: .list)
      if isMarked { return handle(.confirm) }
      list.select(index)
      return selectionMoved()
    case .pane(let wanted):
      focus(on: wanted)
      return []
    case .flow(let flow):
      guard let index = shownIndex, case .choosingFlow(let flows) = loginProcesses[index].machine.phase,
        flows.indices.contains(flow)
      else { return [] }
      let isMarked = pane == .detail && loginProcesses[index].choice == flow
      focus(on: .detail)
      loginProcesses[index].choice = flow
      return isMarked ? handle(.confirm) : []
    case .field(let field):
      focus(on: .detail)
      if let index = shownIndex { loginProcesses[index].form?.focus(on: field) }
      return []
    case .answer, .target: return []
    }
  }

  /// Focuses a pane, and closes the filter line. The filter stays.
  private mutating func focus(on pane: Pane) {
    filterLine = nil
    self.pane = pane
    fitList()
  }
}
