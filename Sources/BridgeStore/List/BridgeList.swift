import BridgeModel
import Logins

/// The bridge list: its lines, filter and selection.
///
/// Lines are rebuilt when the data or the filter change, not on every key: with 10,000 accounts, rebuilding takes
/// longer than painting.
public struct BridgeList: Equatable, Sendable {
  /// The lines, including group headers.
  public private(set) var items: [ListItem] = []
  /// The selectable lines, in order.
  public private(set) var rows: [Row] = []
  /// Index of the selected row in `rows`; nil if there is none.
  public private(set) var selected: Int?
  /// Index of the first visible line.
  public private(set) var offset = 0
  /// The filter text; empty for no filter.
  public internal(set) var filter = ""
  /// The number of visible lines.
  private var height = 1
  /// Each row's index in `items`, which also holds headers.
  private var lineOfRow: [Int] = []
  /// The number of rows, ignoring the filter.
  public private(set) var rowCount = 0
  /// The number of accounts, ignoring the filter.
  public private(set) var accountCount = 0
  /// The number of those accounts that need attention.
  public private(set) var needingAttention = 0

  /// The selected row.
  public var selection: Row? { selected.map { rows[$0] } }

  /// Rebuilds the lines. The selection stays on the same item, or on whatever took its index.
  ///
  /// - Parameters:
  ///   - targets: all servers.
  ///   - isShown: whether a server's rows are in the list.
  mutating func rebuild(from targets: Keyed<Target>, where isShown: (Target) -> Bool) {
    let before = selection?.id
    let all = Self.rows(of: targets, where: isShown)
    rowCount = all.count
    accountCount = all.count { $0.accountIndex != nil }
    needingAttention = all.count { $0.section == .needsAttention }
    let words = filter.lowercased().split(separator: " ").map(String.init)
    rows = words.isEmpty ? all : all.filter { targets.matches($0, words) }
    items = []
    items.reserveCapacity(rows.count + 6)
    lineOfRow = []
    lineOfRow.reserveCapacity(rows.count)
    var section: Section?
    for (index, row) in rows.enumerated() {
      if row.section != section { items.append(.header(row.section)) }
      section = row.section
      lineOfRow.append(items.count)
      items.append(.row(row, index: index))
    }
    let kept = before.flatMap { id in rows.firstIndex { $0.id == id } }
    selected = rows.isEmpty ? nil : kept ?? min(selected ?? 0, rows.count - 1)
    keepInSight()
  }

  /// Selects the row at an index, clamped to the list.
  mutating func select(_ index: Int) {
    guard !rows.isEmpty else { return }
    selected = max(0, min(index, rows.count - 1))
    keepInSight()
  }

  /// Selects a row by id, if the list has it.
  mutating func select(_ id: RowID) {
    if let index = rows.firstIndex(where: { $0.id == id }) { select(index) }
  }

  /// Moves the selection, stopping at the ends.
  mutating func move(_ motion: Motion) {
    guard let selected else { return }
    switch motion {
    case .up: select(selected - 1)
    case .down: select(selected + 1)
    case .pageUp: select(selected - max(1, height - 1))
    case .pageDown: select(selected + max(1, height - 1))
    case .first: select(0)
    case .last: select(rows.count - 1)
    }
  }

  /// Selects the next or previous matching row, wrapping around.
  mutating func selectNext(forward: Bool, where isWanted: (Row) -> Bool) {
    guard let selected else { return }
    for step in 1...rows.count {
      let index = (selected + (forward ? step : rows.count - step)) % rows.count
      if isWanted(rows[index]) { return select(index) }
    }
  }

  /// Sets the number of visible lines.
  mutating func resize(height: Int) {
    guard self.height != max(1, height) else { return }
    self.height = max(1, height)
    keepInSight()
  }

  private mutating func keepInSight() {
    guard let selected else {
      offset = 0
      return
    }
    let line = lineOfRow[selected]
    // A group's first row scrolls the group's header into view, too.
    var top = line
    if line > 0, case .header = items[line - 1] { top -= 1 }
    if top < offset { offset = top }
    if line >= offset + height { offset = line - height + 1 }
    offset = max(0, min(offset, items.count - height))
  }

  private static func rows(of targets: Keyed<Target>, where isShown: (Target) -> Bool) -> [Row] {
    var groups: [Section: [Row]] = [:]
    for (targetIndex, target) in targets.enumerated() where isShown(target) {
      for (bridgeIndex, bridge) in target.bridges.enumerated() {
        if bridge.accounts.isEmpty {
          groups[.available, default: []].append(
            Row(
              id: .bridge(target.id, bridge.id), section: .available, targetIndex: targetIndex,
              bridgeIndex: bridgeIndex, accountIndex: nil))
        }
        for (index, account) in bridge.accounts.enumerated() {
          let section = account.section
          groups[section, default: []].append(
            Row(
              id: .account(target.id, account.accountID), section: section, targetIndex: targetIndex,
              bridgeIndex: bridgeIndex, accountIndex: index))
        }
      }
    }
    return [Section.needsAttention, .onDevice, .cloud, .selfHosted, .other, .available]
      .flatMap { groups[$0] ?? [] }
  }
}

/// A movement in a list or text.
public enum Motion: Equatable, Sendable {
  /// One line.
  case up, down
  /// One page.
  case pageUp, pageDown
  /// To the start or end.
  case first, last

  /// The index it leads to in a short list that is fully visible: a page key goes to an end.
  func moved(_ index: Int, among count: Int) -> Int {
    switch self {
    case .up: max(0, index - 1)
    case .down: min(count - 1, index + 1)
    case .pageUp, .first: 0
    case .pageDown, .last: count - 1
    }
  }
}

extension Keyed<Target> {
  fileprivate func matches(_ row: Row, _ words: [String]) -> Bool {
    let bridge = self[row.targetIndex].bridges[row.bridgeIndex]
    if let index = row.accountIndex {
      return bridge.accounts[index].matches(words, on: bridge.displayName)
    }
    let shown = [bridge.displayName.lowercased(), bridge.status.rawValue, bridge.type]
    return words.allSatisfy { word in shown.contains { $0.contains(word) } }
  }
}
