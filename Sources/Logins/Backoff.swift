/// The pause before the next try after failures.
package enum Backoff {
  /// The pause in seconds: `first` after one failure, doubled with each further one, `most` at most.
  package static func seconds(after failures: Int, from first: Double, to most: Double) -> Double {
    var seconds = first
    var doublings = failures - 1
    while doublings > 0, seconds < most {
      seconds *= 2
      doublings -= 1
    }
    return min(seconds, most)
  }
}
