import BridgeModel
import Logins

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
    signInsToOffer.removeAll { $0 == shownTarget }
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
    guard let signIn, !signIn.isChecking else { return [] }
    if signIn.line.text.isEmpty {
      guard case .failed = signIn.phase else { return [] }
      overlays.removeLast()
      return beginSignIn()
    }
    changeSignIn {
      $0.line = LineEditor("")
      $0.complaint = nil
      $0.isChecking = true
    }
    return [.pasteSignIn(signIn.line.text)]
  }

  mutating func take(_ event: SignInEvent, of id: TargetID) -> [Effect] {
    if case .done(let place) = event {
      signedIn(to: id, place)
      return []
    }
    guard signIn?.target == id else { return [] }
    switch event {
    case .open(let address):
      changeSignIn { $0.phase = .waiting(address: address) }
      return [.run(.open(.address(address), nil))]
    case .ignored(let why):
      changeSignIn {
        $0.complaint = why
        $0.isChecking = false
      }
    case .failed(let why):
      changeSignIn {
        $0.phase = .failed(why)
        $0.isChecking = false
      }
    case .done: break
    }
    return []
  }

  /// There is another token, which is used even if the user has just turned away. What it allows is told next.
  private mutating func signedIn(to id: TargetID, _ place: String) {
    if signIn?.target == id { signInPlace.map { _ = overlays.remove(at: $0) } }
    signInsToOffer.removeAll { $0 == id }
    // It is not known any more that the server refuses.
    if let index = index(of: id), targets[index].needsSignIn { targets[index].link = .connecting }
    // What was said of the browser is over.
    notice = nil
    note(.signedIn(place), on: id)
  }

  /// Has the address copied where no browser can be opened with it.
  mutating func copyAddress() -> [Effect] {
    guard let address = signIn?.address, signIn?.hasBrowser == true else { return [] }
    changeSignIn { $0.hasBrowser = false }
    return [.run(.copy(.address(address)))]
  }

  private mutating func changeSignIn(_ change: (inout SignInForm) -> Void) {
    guard let place = signInPlace, case .signIn(var signIn) = overlays[place] else { return }
    change(&signIn)
    overlays[place] = .signIn(signIn)
  }
}
