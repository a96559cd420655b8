import BridgeModel
import BridgeStore
import Dashboard
import Logging
import Settings
import Terminal

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The way of every key and every answer: into the reducer, out as a frame and as effects.
@MainActor
final class EventLoop {
  private let screen: Screen
  private let theme: Theme
  private var state: State
  /// What is on the screen: what a click means.
  private var frame: Frame?
  private var runner: EffectRunner?
  private let memory: Memory
  private let errands: ErrandRunner
  private var signIn: DashboardSignIn?
  private let log: Logger
  private var ended: CheckedContinuation<Int32, Never>?
  private var status: Int32 = 0

  /// Takes the terminal over for a dashboard of those servers.
  ///
  /// - Parameters:
  ///   - targets: the servers, the one to be shown first.
  ///   - connector: what speaks to them.
  ///   - environment: the variables that colours, folders and helper programs depend on.
  ///   - settings: what the user has set.
  ///   - keymap: the keys.
  ///   - log: where what happens is noted.
  /// - Throws: what keeps the terminal from being taken over.
  init(
    _ targets: [Target], _ connector: Connector, _ environment: [String: String], _ settings: UserSettings,
    _ keymap: Keymap, log: Logger
  ) throws(TerminalError) {
    let screen = try Screen(hasMouse: settings.mouse == .on)
    self.screen = screen
    self.log = log
    memory = Memory(environment)
    errands = ErrandRunner(HelperPrograms(environment), folder: memory.run) { screen.copy($0) }
    let isColored = (environment["NO_COLOR"] ?? "").isEmpty && settings.look == .auto
    theme = Theme(
      isUnicode: screen.isUTF8 && settings.look != .ascii, isColored: isColored, isDeep: screen.colors >= 256,
      keymap: keymap)
    let now = Timestamp.now
    state = State(
      targets: targets, now: now, utcOffset: now.utcOffset, pollInterval: settings.pollInterval,
      notifies: settings.notifications == .bell)
    runner = EffectRunner(connector) { [weak self] in self?.handle([$0]) }
    signIn = DashboardSignIn(connector, environment) { [weak self] in self?.handle([$0]) }
  }

  /// Runs until the user quits or a signal ends it, and says the exit status. The terminal is given back.
  ///
  /// The answers are what is known to begin with.
  func run(_ answers: [Action.Answer]) async -> Int32 {
    let known = [.recalled(memory.recall(of: state.targets, now: .now))] + answers
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
      // What a key means depends on what the one before it did.
      if case .mouse(let mouse, let point) = key {
        Pointing.actions(mouse, at: frame?.spot(at: point), state, theme).forEach(reduce)
      } else if let action = theme.keymap.action(for: key, in: state.context) {
        reduce(action)
      }
    }
    paint()
  }

  private func receive(_ signal: Signal) {
    switch signal {
    case .resized:
      screen.resize()
      handle([.resized(Layout.viewport(of: screen.size))])
    case .stopped: handle([.asked(.suspend)])
    case .continued:
      screen.resume()
      handle([.resized(Layout.viewport(of: screen.size))])
    case .asked(let number), .hungUp(let number):
      status = 128 + number
      handle([.asked(.end)])
    }
  }

  private func handle(_ actions: [Action]) {
    actions.forEach(reduce)
    paint()
  }

  private func reduce(_ action: Action) {
    // After the end nothing begins any more.
    guard runner != nil else { return }
    state.now = .now
    log.note(action)
    for effect in BridgeStore.reduce(&state, action) { perform(effect) }
  }

  private func perform(_ effect: Effect) {
    log.note(effect)
    switch effect {
    case .suspend:
      screen.suspend()
      screen.resize()
      handle([.resized(Layout.viewport(of: screen.size))])
    case .redraw: screen.redraw()
    case .notify: screen.ring()
    case .quit(let sessions): quit(sessions)
    case .note, .rememberFlow:
      if let report = memory.perform(effect) { reduce(.answered(.ran(report))) }
    case .signIn(let target): signIn?.begin(target)
    case .pasteSignIn(let text): signIn?.paste(text)
    case .cancelSignIn: signIn?.cancel()
    case .run(let errand):
      Task {
        if let report = await errands.run(errand) { handle([.answered(.ran(report))]) }
      }
    default: runner?.perform(effect)
    }
  }

  private func paint() {
    guard runner != nil else { return }
    let frame = DashboardView.frame(of: state, size: screen.size, theme: theme)
    self.frame = frame
    screen.paint(frame)
  }

  /// Gives the terminal back at once, and then takes up to a second to cancel what is under way.
  private func quit(_ sessions: [LoginSessionReference]) {
    guard let runner, let ended else { return }
    self.runner = nil
    signIn?.cancel()
    self.ended = nil
    screen.close()
    Task {
      let cancelled = await runner.cancel(sessions)
      memory.run?.close(leaving: state.sessionNotes.filter { !cancelled.contains($0.sessionID) })
      ended.resume(returning: status)
    }
  }
}

extension Timestamp {
  /// The time now.
  static var now: Timestamp {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Timestamp(seconds: Double(time.tv_sec) + Double(time.tv_nsec) / 1e9)
  }

  /// The local time zone's distance from UTC then, in seconds east.
  var utcOffset: Int {
    var then = time_t(seconds)
    var local = tm()
    return localtime_r(&then, &local) == nil ? 0 : Int(local.tm_gmtoff)
  }
}
