import BridgeModel
import Logins

/// Opening, copying and saving outside the terminal.
extension State {
  mutating func open() -> [Effect] {
    let found = openables
    if let only = found.first, found.count == 1 { return [open(only)] }
    ask(.open, found.map(Dialog.Answer.open))
    return []
  }

  mutating func open(_ thing: Openable) -> Effect {
    if case .file = thing, let index = shownIndex { loginProcesses[index].hasFiles = true }
    return .host(.open(thing, shownLoginID))
  }

  mutating func copy() -> [Effect] {
    let found = copyables
    let hasCredential = found.contains(where: \.isCredential)
    if let only = found.first, found.count == 1, !hasCredential { return [.host(.copy(only))] }
    // A credential leaves the screen only after a question, whose first answer is not to copy.
    let first: [Dialog.Answer] = hasCredential ? [.dontCopy] : []
    ask(.copy, first + found.map(Dialog.Answer.copy))
    return []
  }

  /// Copies the chosen item in its current state: a code may have changed meanwhile, or be gone.
  mutating func copy(_ thing: Copyable) -> [Effect] {
    guard thing.isCredential else { return [.host(.copy(thing))] }
    guard let now = copyables.first(where: \.isCredential) else {
      notice = .disabled(.nothingToCopy)
      return []
    }
    return [.host(.copy(now))]
  }

  mutating func saveQR() -> [Effect] {
    guard let index = shownIndex, let data = loginProcesses[index].shownQR else { return [] }
    return [save(data, index)]
  }

  private mutating func save(_ data: String, _ index: Int) -> Effect {
    loginProcesses[index].hasFiles = true
    loginProcesses[index].savedQR = data
    return .host(.saveQR(data, loginProcesses[index].id))
  }

  mutating func received(_ report: HostReport) -> [Effect] {
    if case .saved(let id, let path) = report {
      guard let index = loginProcesses.index(of: id), loginProcesses[index].hasFiles else {
        return [.host(.removeFiles(id))]
      }
      // The pane shows the path, and later codes are written to the same one.
      loginProcesses[index].savedPath = path
    }
    notice = .report(report)
    return report == .noBrowser ? copyAddress() : []
  }

  /// Keeps files in step with the login: decodes attachments, rewrites a saved QR code when it changes, and deletes a
  /// step's files with the step.
  mutating func refreshFiles(_ index: Int, _ before: LoginPhase) -> [Effect] {
    let login = loginProcesses[index]
    let isOther = login.machine.phase.step?.id != before.step?.id
    let hasOtherFiles = login.machine.phase.step?.attachments != before.step?.attachments
    var effects = loginProcesses[index].undecodedPictures().map { Effect.host(.decodePicture(login.id, $0)) }
    guard login.hasFiles else { return effects }
    if let data = login.shownQR, login.savedQR != nil {
      if data != login.savedQR { effects.append(save(data, index)) }
    } else if isOther || hasOtherFiles {
      (loginProcesses[index].hasFiles, loginProcesses[index].savedQR, loginProcesses[index].savedPath) = (
        false, nil, nil
      )
      effects.append(.host(.removeFiles(login.id)))
    }
    return effects
  }
}
