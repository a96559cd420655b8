/// Returns once a condition holds, or the test is cancelled: at its time limit, it fails and does not hang.
public func until(
  isolation: isolated (any Actor)? = #isolation, _ condition: () async -> Bool
) async {
  while await !condition(), !Task.isCancelled { await Task.yield() }
}
