import Synchronization

/// The clusters of base and combining scalars that glyphs have used so far, by number.
///
/// Clusters are few, and stay for the life of the process. The table is bounded: untrusted text could add any number of them.
enum ClusterTable {
  private struct Table {
    var numbers: [[UInt32]: UInt32] = [:]
    var clusters: [[UInt32]] = []
  }

  /// The maximum number of clusters.
  private static let limit = 1 << 16

  private static let table = Mutex(Table())

  /// The number of a cluster; nil if it is new and the table is full.
  static func number(of scalars: [UInt32]) -> UInt32? {
    table.withLock { table in
      if let known = table.numbers[scalars] { return known }
      guard table.clusters.count < limit else { return nil }
      let number = UInt32(table.clusters.count)
      table.numbers[scalars] = number
      table.clusters.append(scalars)
      return number
    }
  }

  /// The scalars of a cluster's number.
  static func scalars(of number: UInt32) -> [UInt32] { table.withLock { $0.clusters[Int(number)] } }
}
