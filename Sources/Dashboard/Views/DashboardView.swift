public import BridgeStore
public import Terminal

/// The whole dashboard: a pure function of the state, the size and the theme.
public enum DashboardView {
  /// The frame of a state at that size.
  public static func frame(of state: State, size: Size, theme: Theme) -> Frame {
    var frame = draw(state, size, theme)
    if !theme.isUnicode { frame.replace("…", with: "~") }
    return frame
  }

  private static func draw(_ state: State, _ size: Size, _ theme: Theme) -> Frame {
    var frame = Frame(size: size)
    if DisplayView.drawFullScreen(state, on: &frame, theme) { return frame }
    let layout = Layout(size)
    TitleView.draw(state, on: &frame, in: layout.title, theme)
    drawPanes(state, on: &frame, layout, theme)
    ActivityView.draw(state, on: &frame, in: layout.activity, theme)
    // An overlay has the clicks as well as the keys.
    if !state.overlays.isEmpty { frame.removeHitRegions() }
    FooterView.draw(state, on: &frame, in: layout.footer, theme)
    OverlayView.draw(state, on: &frame, theme)
    return frame
  }

  private static func drawPanes(
    _ state: State, on frame: inout Frame, _ layout: Layout, _ theme: Theme
  ) {
    // What does not fit the detail pane gets the list's space, too.
    let wantsAll =
      state.pane == .detail
      && state.login.map { WizardView.wantsAllPanes($0, state, in: layout, theme) } ?? false
    if !wantsAll && (layout.isSplit || state.pane == .list) {
      frame.addHitRegion(layout.list, .pane, 0)
      BridgeListView.draw(state, on: &frame, in: layout.list, theme)
    }
    guard layout.isSplit || state.pane == .detail else { return }
    frame.addHitRegion(wantsAll ? layout.panes : layout.detail, .pane, 1)
    if let login = state.login {
      WizardView.draw(login, state, on: &frame, in: wantsAll ? layout.panes : layout.detail, theme)
    } else {
      AccountDetailView.draw(state, on: &frame, in: layout.detail, theme)
    }
  }
}
