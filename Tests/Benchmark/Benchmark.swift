import Foundation
import Terminal

/// Prints what the dashboard's work costs with few and with many accounts: a Markdown table of the median time and
/// the number of heap allocations of each piece of work.
@main
struct Benchmark {
  @MainActor
  static func main() throws {
    let screen = try? Screen()
    var lines = ["| work | accounts | median | allocations |", "|---|---:|---:|---:|"]
    for accounts in [20, 1_000, 10_000] {
      for (name, result) in try Workload(accounts: accounts).measure(on: screen) {
        let microseconds =
          Double(result.time.components.attoseconds) / 1e12
          + Double(result.time.components.seconds) * 1e6
        let time = String(format: "%.1f µs", microseconds)
        lines.append(
          "| \(name) | \(accounts) | \(time) | \(result.allocations.map { "\($0)" } ?? "not counted") |")
      }
    }
    screen?.close()
    print(lines.joined(separator: "\n"))
    if screen == nil { print("\nPainting was left out: it needs a terminal.") }
  }
}
