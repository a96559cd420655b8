import BridgeStore
import Dashboard
import Imaging
import Logins
import Settings
import Subprocess
import SystemPackage

/// Does what is to be done beside the terminal and the servers.
@MainActor
final class ErrandRunner {
  private let programs: HelperPrograms
  private let folder: RunFolder?
  private let copyToTerminal: @MainActor (String) -> Void

  /// How long a program may run before it counts as having opened what it was given, in seconds: a browser that was
  /// not open yet stays.
  private static let patience = 2.0

  /// - Parameters:
  ///   - programs: the programs of this machine.
  ///   - folder: where files go; nil where there is no place for any.
  ///   - copyToTerminal: hands a text to the terminal's own clipboard.
  init(
    _ programs: HelperPrograms, folder: RunFolder?, copyToTerminal: @escaping @MainActor (String) -> Void
  ) {
    self.programs = programs
    self.folder = folder
    self.copyToTerminal = copyToTerminal
  }

  /// Does an errand, and says what came of it; nothing if there is nothing to say.
  func run(_ errand: Errand) async -> ErrandReport? {
    do {
      switch errand {
      case .open(let thing, let login): return try await open(thing, login)
      case .copy(let thing): return await copy(thing)
      case .saveQR(let text, let login):
        guard let picture = QRPicture.of(text)?.png else { return nil }
        guard let folder else { return Self.noFolder }
        return .saved(login, path: try folder.write(picture, name: "qr.png", of: login).string)
      case .removeFiles(let login):
        folder?.removeFiles(of: login)
        return nil
      }
    } catch let problem as PrivateFile.Problem {
      return .notWritten(path: problem.path.string, reason: problem.reason)
    } catch {
      return .programFailed("\(error)")
    }
  }

  private static let noFolder = ErrandReport.notWritten(
    path: "~/.local/state/drawbridge", reason: "neither HOME nor XDG_STATE_HOME names a folder")

  private func open(_ thing: Openable, _ login: LoginKey?) async throws -> ErrandReport {
    let command: [String]
    switch thing {
    case .address(let address):
      guard let opener = programs.opener(ofAddress: address) else { return .noBrowser }
      command = opener
    case .file(let file):
      guard let folder, let login else { return Self.noFolder }
      return try await open(file, login, folder)
    }
    return await isStarted(command) ? .opened(thing, program: command[0]) : .programFailed(command[0])
  }

  /// Opens a file that came from a server, if it is of a kind that does nothing but show or sound.
  private func open(_ file: LoginAttachment, _ login: LoginKey, _ folder: RunFolder) async throws
    -> ErrandReport
  {
    let kind = FileKind(file.bytes)
    let stem = file.name.split(separator: ".").first.map(String.init) ?? "file"
    let path = try folder.write(file.bytes, name: "\(stem).\(kind?.rawValue ?? "bin")", of: login).string
    guard kind != nil, let command = programs.opener(ofFile: path), await isStarted(command) else {
      return .saved(login, path: path)
    }
    return .opened(.file(file), program: command[0])
  }

  /// Whether a program ends well, or goes on for a while.
  private func isStarted(_ command: [String]) async -> Bool {
    await Self.firstOf(
      { await Self.start(command, input: "") },
      { (try? await Task.sleep(for: .seconds(Self.patience))) != nil })
  }

  private func copy(_ thing: Copyable) async -> ErrandReport {
    if let command = programs.clipboard {
      let text = thing.text
      let isTaken = await Self.firstOf(
        { await Self.start(command, input: text) },
        {
          try? await Task.sleep(for: .seconds(Self.patience))
          return false
        })
      // Tmux would keep it, and show it to whoever asks.
      if thing.isCredential, let forget = programs.forgetCopied {
        _ = await Self.start(forget, input: "")
      }
      if isTaken { return .copied(thing, program: command[0]) }
    }
    copyToTerminal(thing.text)
    return .copied(thing, program: nil)
  }

  /// What the first of two gives; the other goes on by itself.
  private static func firstOf(
    _ one: @escaping @Sendable () async -> Bool, _ other: @escaping @Sendable () async -> Bool
  ) async -> Bool {
    let (answers, continuation) = AsyncStream<Bool>.makeStream()
    Task { continuation.yield(await one()) }
    Task { continuation.yield(await other()) }
    for await answer in answers { return answer }
    return false
  }

  /// Runs a program with nothing of this one's open, and says whether it ended well.
  nonisolated static func start(_ command: [String], input: String) async -> Bool {
    var options = PlatformOptions()
    // A hang-up of this terminal is none of a browser's.
    options.createSession = true
    let program = command[0].contains("/") ? Executable.path(FilePath(command[0])) : .name(command[0])
    let result = try? await Subprocess.run(
      program, arguments: Arguments(Array(command.dropFirst())), platformOptions: options,
      input: .string(input), output: .discarded, error: .discarded)
    return result?.terminationStatus.isSuccess ?? false
  }
}
