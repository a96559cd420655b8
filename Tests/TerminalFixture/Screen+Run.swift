import Terminal

extension Screen {
  /// Hands keys over until `press` returns false, and then restores the terminal.
  func run(
    signal: @escaping @MainActor (Signal) -> Void = { _ in }, _ press: @escaping @MainActor (Key) -> Bool
  ) async {
    await withCheckedContinuation { (ended: CheckedContinuation<Void, Never>) in
      listen(
        keys: { keys in
          for key in keys where !press(key) {
            self.close()
            return ended.resume()
          }
        }, signal: signal)
    }
  }
}
