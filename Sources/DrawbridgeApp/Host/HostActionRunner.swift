import BridgeModel
import BridgeStore
import Dashboard
import Imaging
import Logins
import Settings
import Subprocess
import SystemPackage

// Subprocess takes the FilePath of the system where there is one.
#if canImport(System)
  import System
#endif

/// Performs jobs on the local machine: opening, copying and writing.
@MainActor
final class HostActionRunner {
  private let programs: HelperPrograms
  private let folder: RunFolder?
  private let clock: any Clock<Duration>
  private let copyToTerminal: @MainActor (String) -> Void
  private let send: @MainActor (Action) -> Void

  /// A program still running after this many seconds counts as started: a newly launched browser does not exit.
  private static let timeout = 2.0

  /// - Parameters:
  ///   - programs: the helper programs of this machine.
  ///   - folder: the folder for files; nil if there is none.
  ///   - clock: measures how long a program runs.
  ///   - copyToTerminal: copies text to the terminal's own clipboard (OSC 52).
  ///   - send: takes the reports.
  init(
    _ programs: HelperPrograms, folder: RunFolder?, clock: any Clock<Duration> = ContinuousClock(),
    copyToTerminal: @escaping @MainActor (String) -> Void, send: @escaping @MainActor (Action) -> Void
  ) {
    self.programs = programs
    self.folder = folder
    self.clock = clock
    self.send = send
    self.copyToTerminal = copyToTerminal
  }

  /// Starts a job.
  func perform(_ action: HostAction) {
    if case .decodePicture(let login, let file) = action { return decode(file, login) }
    Task { if let report = await run(action) { send(.answered(.ran(report))) } }
  }

  private func decode(_ file: LoginAttachment, _ login: LoginProcessID) {
    // No terminal shows more pixels, and pictures are scaled at every paint.
    let picture = Task.detached { Picture(file: file.bytes)?.scaled(width: 600, height: 400) }
    Task {
      if let picture = await picture.value { send(.answered(.picture(login, file, picture))) }
    }
  }

  /// Does a job. Returns nil if there is nothing to report.
  private func run(_ action: HostAction) async -> HostReport? {
    do throws(PrivateFile.Problem) {
      switch action {
      case .decodePicture: return nil
      case .open(let thing, let login): return try await open(thing, login)
      case .copy(let thing): return await copy(thing)
      case .saveQR(let text, let login):
        guard let picture = QRPicture.of(text)?.png else { return nil }
        guard let folder else { return Self.noFolder }
        return .saved(login, path: try await folder.write(picture, name: "qr.png", of: login).string)
      case .removeFiles(let login):
        await folder?.removeFiles(of: login)
        return nil
      }
    } catch {
      return .notWritten(path: error.path.string, reason: error.reason)
    }
  }

  private static let noFolder = HostReport.notWritten(
    path: "~/.local/state/drawbridge", reason: "neither HOME nor XDG_STATE_HOME names a folder")

  private func open(_ thing: Openable, _ login: LoginProcessID?) async throws(PrivateFile.Problem)
    -> HostReport
  {
    let command: [String]
    switch thing {
    case .address(let address):
      guard let opener = programs.opener(ofAddress: address) else { return .noBrowser }
      command = opener
    case .file(let file):
      guard let folder, let login else { return Self.noFolder }
      return try await open(file, login, folder)
    }
    return await isStarted(command)
      ? .opened(thing, program: Self.name(of: command)) : .programFailed(Self.name(of: command))
  }

  /// Opens a file from a server if its content is a picture, a recording or a video. Other kinds are only saved.
  private func open(_ file: LoginAttachment, _ login: LoginProcessID, _ folder: RunFolder)
    async throws(PrivateFile.Problem) -> HostReport
  {
    let kind = FileKind(file.bytes)
    let stem = file.name.split(separator: ".").first.map(String.init) ?? "file"
    let path = try await folder.write(file.bytes, name: "\(stem).\(kind?.rawValue ?? "bin")", of: login)
      .string
    guard kind != nil, let command = programs.opener(ofFile: path), await isStarted(command) else {
      return .saved(login, path: path)
    }
    return .opened(.file(file), program: Self.name(of: command))
  }

  /// Whether a program exited successfully; nil while it is still running after `timeout` seconds.
  private func outcome(of command: [String], input: String = "") async -> Bool? {
    // The program outlives the wait: cancelling it would end it.
    let program = Task { await Self.start(command, input: input) }
    return await clock.value(within: .seconds(Self.timeout)) { await program.value }
  }

  private func isStarted(_ command: [String]) async -> Bool { await outcome(of: command) ?? true }

  private func copy(_ thing: Copyable) async -> HostReport {
    if let command = programs.clipboard {
      let isTaken = await outcome(of: command, input: thing.text) ?? false
      // Tmux would keep the text and show it to anyone who asks.
      if thing.isCredential, let forget = programs.forgetCopied {
        _ = await Self.start(forget, input: "")
      }
      if isTaken { return .copied(thing, program: Self.name(of: command)) }
    }
    copyToTerminal(thing.text)
    return .copied(thing, program: nil)
  }

  /// The name of a command's program, for the user.
  nonisolated static func name(of command: [String]) -> String {
    command[0].split(separator: "/").last.map(String.init) ?? command[0]
  }

  /// Runs a command, which begins with its program's path. The program inherits no descriptors. Returns whether it
  /// exited successfully.
  nonisolated static func start(_ command: [String], input: String) async -> Bool {
    var options = PlatformOptions()
    // A hang-up of this terminal must not reach a browser.
    options.createSession = true
    let result = await HelperProcess.run(
      .path(.init(command[0])), Array(command.dropFirst()), input: input, output: .discarded, options: options
    )
    return result?.terminationStatus.isSuccess ?? false
  }
}
