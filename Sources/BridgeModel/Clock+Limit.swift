extension Clock where Duration == Swift.Duration {
  /// The result of an operation, or nil if it takes longer than `limit` or the caller is cancelled.
  ///
  /// An operation that takes too long is cancelled but not waited for: its result is then discarded.
  public func value<Value: Sendable>(
    within limit: Duration, of operation: @escaping @Sendable () async -> Value
  ) async -> Value? {
    let (results, continuation) = AsyncStream<Value?>.makeStream()
    let work = Task { continuation.yield(await operation()) }
    let timer = Task {
      try await sleep(for: limit)
      continuation.yield(nil)
    }
    defer {
      work.cancel()
      timer.cancel()
    }
    for await result in results { return result }
    return nil
  }
}
