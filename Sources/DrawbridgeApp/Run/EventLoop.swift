import BridgeModel
import BridgeStore
import Dashboard
import Logging
import Settings
import Terminal

/// Feeds every key and every answer to the reducer, paints the resulting frame and performs the effects.
@MainActor
final class EventLoop {
  private let screen: any DashboardScreen
  private let theme: Theme
  private var state: State
  /// The frame on the screen, for resolving clicks.
  private var frame: Frame?
  private var runner: EffectRunner?
  private let storage: StorageRunner
  private let logger: Logger
  private var ended: CheckedContinuation<Int32, Never>?
  private var status: Int32 = 0

  /// Prepares the dashboard; `run` shows it.
  ///
  /// - Parameters:
  ///   - screen: shows the frames, and takes the keys.
  ///   - targets: the servers; the first one is shown first.
  ///   - connector: makes and holds their clients.
  ///   - environment: the variables that determine colours, folders and helper programs.
  ///   - settings: the effective settings.
  ///   - keymap: the effective key bindings.
  ///   - log: receives every action and effect.
  init(
    _ screen: any DashboardScreen, _ targets: [Target], _ connector: Connector,
    _ environment: [String: String], _ settings: UserSettings, _ keymap: Keymap, log: Logger
  ) {
    self.screen = screen
    logger = log
    let mailbox = Mailbox()
    storage = StorageRunner(environment, send: mailbox.send)
    runner = EffectRunner(
      server: ServerRunner(connector, send: mailbox.send),
      signIn: SignInRunner(connector, environment, send: mailbox.send),
      host: HostActionRunner(
        HelperPrograms(environment), folder: storage.folder, copyToTerminal: { screen.copy($0) },
        send: mailbox.send),
      storage: storage, timers: TimerRunner(send: mailbox.send))
    let isColored = (environment["NO_COLOR"] ?? "").isEmpty && settings.look == .auto
    theme = Theme(
      isUnicode: screen.isUTF8 && settings.look != .ascii, isColored: isColored,
      has256Colors: screen.colors >= 256,
      keymap: keymap)
    let now = Timestamp.now
    state = State(
      targets: targets, now: now, utcOffset: now.utcOffset, pollInterval: settings.pollInterval,
      notifies: settings.notifications == .bell)
    mailbox.deliver = { [weak self] in self?.handle([$0]) }
  }

  /// Runs until the user quits or a signal arrives, restores the terminal and returns the exit status.
  ///
  /// `answers` are the results known at startup.
  func run(_ answers: [Action.Answer]) async -> Int32 {
    let targets = Set(state.targets.map(\.id.name))
    let known = [.savedStateLoaded(await storage.recall(of: targets, now: .now))] + answers
    handle([.resized(Layout.viewport(of: screen.size))] + known.map(Action.answered) + [.opened])
    return await withCheckedContinuation { continuation in
      ended = continuation
      screen.listen(
        keys: { [weak self] keys in self?.press(keys) },
        signal: { [weak self] signal in self?.receive(signal) })
    }
  }

  private func press(_ keys: [Key]) {
    for key in keys {
      // The meaning of a key depends on the effect of the key before it.
      if case .mouse(let mouse, let point) = key {
        MouseMap.actions(mouse, at: frame?.hitRegion(at: point), state, theme).forEach(reduce)
      } else if let action = theme.keymap.action(for: key, in: state.context) {
        reduce(action)
      }
    }
    paint()
  }

  private func receive(_ signal: Signal) {
    // The screen is closed once the user has quit.
    guard runner != nil else { return }
    switch signal {
    case .resized:
      screen.resize()
      handle([.resized(Layout.viewport(of: screen.size))])
    case .stopped: handle([.asked(.suspend)])
    case .continued:
      screen.resume()
      handle([.resized(Layout.viewport(of: screen.size))])
    case .terminate(let number), .hungUp(let number):
      status = 128 + number
      handle([.asked(.end)])
    }
  }

  private func handle(_ actions: [Action]) {
    actions.forEach(reduce)
    paint()
  }

  private func reduce(_ action: Action) {
    // Nothing starts after the user has quit.
    guard runner != nil else { return }
    state.now = .now
    state.utcOffset = state.now.utcOffset
    logger.log(action)
    for effect in BridgeStore.reduce(&state, action) { perform(effect) }
  }

  private func perform(_ effect: Effect) {
    logger.log(effect)
    switch effect {
    case .server(let effect): runner?.server.perform(effect)
    case .signIn(let effect): runner?.signIn.perform(effect)
    case .host(let action): runner?.host.perform(action)
    case .storage(let effect): runner?.storage.perform(effect)
    case .timer(let id, let seconds): runner?.timers.set(id, seconds: seconds)
    case .cancel(let id): runner?.cancel(id)
    case .screen(let effect): perform(effect)
    case .quit(let sessions): quit(sessions)
    }
  }

  private func perform(_ effect: ScreenEffect) {
    switch effect {
    case .suspend:
      screen.suspend()
      screen.resize()
      handle([.resized(Layout.viewport(of: screen.size))])
    case .redraw: screen.redraw()
    case .ring: screen.ring()
    }
  }

  private func paint() {
    guard runner != nil else { return }
    let frame = DashboardView.frame(of: state, size: screen.size, theme: theme)
    self.frame = frame
    screen.paint(frame)
  }

  /// Restores the terminal at once, then spends up to a second cancelling open sessions.
  private func quit(_ sessions: [LoginSessionReference]) {
    guard let runner, let ended else { return }
    self.runner = nil
    self.ended = nil
    screen.close()
    Task {
      await runner.end(cancelling: sessions, saving: state.sessionsToSave)
      ended.resume(returning: status)
    }
  }
}

/// Where runners leave their actions: it exists before the event loop does.
@MainActor
private final class Mailbox {
  var deliver: (@MainActor (Action) -> Void)?

  var send: @MainActor (Action) -> Void { { self.deliver?($0) } }
}
