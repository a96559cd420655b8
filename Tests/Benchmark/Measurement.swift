import CAllocationCount

/// The time and the heap allocations of one piece of work, per call.
struct Measurement {
  /// The median of the calls.
  let time: Duration
  /// The allocations of the last call; nil where they cannot be counted.
  let allocations: Int?

  /// Calls the work for about half a second, at least five times, after one call that is not measured.
  @MainActor
  init(_ work: () throws -> Void) rethrows {
    try work()
    let clock = ContinuousClock()
    var times: [Duration] = []
    var allocations = 0
    let end = clock.now + .milliseconds(500)
    repeat {
      let before = allocation_count()
      let start = clock.now
      try work()
      times.append(clock.now - start)
      allocations = allocation_count() - before
    } while times.count < 5 || clock.now < end
    time = times.sorted()[times.count / 2]
    self.allocations = allocation_count() < 0 ? nil : allocations
  }
}
