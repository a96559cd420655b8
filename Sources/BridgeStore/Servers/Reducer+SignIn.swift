import BridgeModel
import Logins

/// Signing in again without leaving the dashboard. Logins in progress continue.
extension State {
  /// The sign-in in progress; a question may cover it.
  public var signIn: SignInForm? {
    for case .signIn(let signIn) in overlays { return signIn }
    return nil
  }

  private var signInIndex: Int? {
    overlays.firstIndex { if case .signIn = $0 { true } else { false } }
  }

  /// Queues the question whether to sign in.
  mutating func offerSignIn(to index: Int) {
    let target = targets[index]
    if target.needsSignIn && !target.isDemo && target.id == shownTarget { signInsToOffer.append(target.id) }
  }

  mutating func beginSignIn() -> [Effect] {
    signInsToOffer.removeAll { $0 == shownTarget }
    overlays.append(.signIn(SignInForm(target: shownTarget)))
    return [.signIn(.begin(shownTarget))]
  }

  mutating func editSignIn(_ edit: LineEditor.Edit) {
    changeSignIn {
      $0.line.apply(edit)
      $0.complaint = nil
    }
  }

  /// Submits the pasted text; after a failure, starts over.
  mutating func confirmSignIn() -> [Effect] {
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
    return [.signIn(.paste(signIn.line.text))]
  }

  mutating func received(_ event: SignInEvent, of id: TargetID) -> [Effect] {
    if case .done(let confirmation) = event {
      signedIn(to: id, confirmation)
      return []
    }
    guard signIn?.target == id else { return [] }
    switch event {
    case .open(let address):
      changeSignIn { $0.phase = .waiting(address: address) }
      return [.host(.open(.address(address), nil))]
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

  /// Handles a new token, which is used even if the user has just left the dialog. Its permissions are read next.
  private mutating func signedIn(to id: TargetID, _ confirmation: String) {
    if signIn?.target == id { signInIndex.map { _ = overlays.remove(at: $0) } }
    signInsToOffer.removeAll { $0 == id }
    // Whether the server refuses the new token is unknown.
    if let index = targets.index(of: id), targets[index].isLost {
      targets[index].reachability = .connecting
      targets[index].refusal = .none
      targets[index].readDetailsAgain()
    }
    // Messages about the browser no longer apply.
    notice = nil
    note(.signedIn(confirmation), on: id)
  }

  /// Copies the address if no browser can open it.
  mutating func copyAddress() -> [Effect] {
    guard let address = signIn?.address, signIn?.hasBrowser == true else { return [] }
    changeSignIn { $0.hasBrowser = false }
    return [.host(.copy(.address(address)))]
  }

  private mutating func changeSignIn(_ change: (inout SignInForm) -> Void) {
    guard let index = signInIndex, case .signIn(var signIn) = overlays[index] else { return }
    change(&signIn)
    overlays[index] = .signIn(signIn)
  }
}
