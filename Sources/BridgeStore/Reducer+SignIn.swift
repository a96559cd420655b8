import BridgeModel

/// Signing in again without leaving the dashboard: what is under way stays as it is.
extension State {
  /// The signing in that is under way; a question may lie over it.
  public var signIn: SignInForm? {
    for case .signIn(let signIn) in overlays { return signIn }
    return nil
  }

  private var signInPlace: Int? {
    overlays.firstIndex { if case .signIn = $0 { true } else { false } }
  }

  /// Has the user asked, when nothing else has the keys, whether to sign in to a server that wants a token.
  mutating func offerSignIn(to index: Int) {
    let target = targets[index]
    if target.needsSignIn && !target.isDemo && target.id == shownTarget { signInsToOffer.append(target.id) }
  }

  /// Asks once what is on the screen takes no text: what is being typed must not answer.
  mutating func askAboutSignIn() {
    guard overlays.isEmpty, !context.takesText, let id = signInsToOffer.first else { return }
    signInsToOffer.removeAll { $0 == id }
    guard let target, target.id == id, target.needsSignIn else { return }
    overlays.append(.dialog(Dialog(.signIn(id), [.keep, .signIn])))
  }

  mutating func beginSignIn() -> [Effect] {
    overlays.append(.signIn(SignInForm(target: shownTarget)))
    return [.signIn(shownTarget)]
  }

  mutating func editSignIn(_ edit: LineEditor.Edit) {
    changeSignIn {
      $0.line.apply(edit)
      $0.complaint = nil
    }
  }

  /// Hands over what was pasted; after a failure begins anew.
  mutating func takeSignIn() -> [Effect] {
    guard let signIn else { return [] }
    if case .failed = signIn.phase {
      overlays.removeLast()
      return beginSignIn()
    }
    if signIn.line.text.isEmpty { return [] }
    changeSignIn { $0.line = LineEditor("") }
    return [.pasteSignIn(signIn.line.text)]
  }

  mutating func take(_ event: SignInEvent, of id: TargetID) -> [Effect] {
    guard signIn?.target == id else { return [] }
    switch event {
    case .open(let address):
      changeSignIn { $0.phase = .waiting(address: address) }
      return [.run(.open(.address(address), nil))]
    case .ignored(let why): changeSignIn { $0.complaint = why }
    case .failed(let why): changeSignIn { $0.phase = .failed(why) }
    case .done(let place):
      signInPlace.map { _ = overlays.remove(at: $0) }
      signInsToOffer.removeAll { $0 == id }
      // What was said of the browser is over.
      notice = nil
      note(.signedIn(place), on: id)
      return [.prepare(id)]
    }
    return []
  }

  private mutating func changeSignIn(_ change: (inout SignInForm) -> Void) {
    guard let place = signInPlace, case .signIn(var signIn) = overlays[place] else { return }
    change(&signIn)
    overlays[place] = .signIn(signIn)
  }
}
