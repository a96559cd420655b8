import BridgeModel
import Logins

/// What on screen can be opened or copied.
extension State {
  /// What can be opened now, most likely choice first.
  public var openables: [Openable] {
    if context == .signIn { return signIn?.address.map { [.address($0)] } ?? [] }
    guard pane == .detail, let login else { return [] }
    var found = (login.form?.attachments ?? []).map(Openable.file)
    found += addresses(of: login).map(Openable.address)
    return found
  }

  /// What can be copied now, most likely choice first.
  public var copyables: [Copyable] {
    if context == .signIn { return signIn?.address.map { [.address($0)] } ?? [] }
    guard pane == .detail, let login else {
      return selected.map { [.identifier($0.account?.accountID ?? $0.bridge.id)] } ?? []
    }
    var found: [Copyable] = []
    switch login.machine.phase.step {
    case .displayAndWait(let step):
      switch step.display {
      case .qr(let data), .code(let data): found.append(.credential(data))
      default: break
      }
    case .cookies(let step):
      found += WebAddress.all(in: step.url).map(Copyable.address)
      if let script = step.extractJS { found.append(.script(script)) }
    default: break
    }
    let others = addresses(of: login).map(Copyable.address)
    return found + others.filter { !found.contains($0) }
  }

  /// The web addresses in the wizard, without duplicates, the sign-in page first.
  private func addresses(of login: LoginProcess) -> [String] {
    var found: [String] = []
    let step = login.machine.phase.step
    if case .cookies(let step) = step { found.append(contentsOf: WebAddress.all(in: step.url)) }
    if case .displayAndWait(let step) = step, case .emoji(let imageURL) = step.display {
      found += WebAddress.all(in: imageURL)
    }
    found += WebAddress.all(in: step?.instructions ?? "")
    if case .ended(.failed(let failure)) = login.machine.phase {
      switch failure {
      case .session(let failure): found += WebAddress.all(in: failure.message)
      case .call(let error), .startLost(let error): found += WebAddress.all(in: error.message)
      case .unexplained: break
      }
    }
    var seen: Set<String> = []
    return found.filter { seen.insert($0).inserted }
  }
}
