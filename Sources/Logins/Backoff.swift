/// The pause before the next try after failures.
package enum Backoff {
  /// The pause in seconds: `first` after one failure, doubled with each further one, `most` at most.
  package static func seconds(after failures: Int, from first: Double, to most: Double) -> Double {
    var seconds = first
    for _ in 0..<max(0, failures - 1) where seconds < most { seconds *= 2 }
    return min(seconds, most)
  }
}
