import BridgeModel
import TestSupport
import Testing

@testable import BridgeStore

@Suite("The bridge list")
struct BridgeListTests {
  private static let home = TargetID("home")

  /// A list of accounts with these names on one bridge, that many lines high.
  private func list(_ names: [String], height: Int = 5, filter: String = "") -> BridgeList {
    var list = BridgeList()
    list.resize(height: height)
    list.filter = filter
    list.rebuild(from: targets(names)) { _ in true }
    return list
  }

  private func targets(_ names: [String]) -> Keyed<Target> {
    var target = Target(id: Self.home, address: "h:1")
    target.bridges = [Sample.bridge("wa", names.map { Sample.account($0) })]
    return Keyed([target])
  }

  private func names(_ list: BridgeList) -> [String] {
    list.rows.map { if case .account(_, let id) = $0.id { id } else { "-" } }
  }

  @Test("an empty list has no selection, and moving in it does nothing")
  func empty() {
    var list = list([])
    // The bridge without an account is a row of its own.
    #expect(list.rows.count == 1 && list.accountCount == 0 && list.rowCount == 1)
    list.rebuild(from: Keyed([])) { _ in true }
    for motion in [Motion.up, .down, .pageUp, .pageDown, .first, .last] { list.move(motion) }
    list.select(3)
    list.selectNext(forward: true) { _ in true }
    #expect(list.selected == nil && list.selection == nil && list.offset == 0 && list.items.isEmpty)
  }

  @Test("motions stop at the ends; a page is one line less than the list is high")
  func motions() {
    var list = list((0..<10).map { "a\($0)" }, height: 4)
    func after(_ motions: Motion...) -> Int? {
      motions.forEach { list.move($0) }
      return list.selected
    }
    #expect(after() == 0 && after(.up) == 0 && after(.down, .down) == 2)
    #expect(after(.pageDown) == 5 && after(.pageUp, .pageUp) == 0)
    #expect(after(.last) == 9 && after(.down) == 9 && after(.pageDown) == 9 && after(.first) == 0)
  }

  @Test("the selected line is always in sight, and so is the heading above the first of a group")
  func scrolling() {
    var list = list((0..<10).map { "a\($0)" }, height: 4)
    #expect(list.items.count == 11 && list.offset == 0)
    list.move(.last)
    #expect(list.offset == 7)
    list.select(5)
    #expect(list.offset == 6)
    list.move(.first)
    #expect(list.offset == 0)
    list.move(.last)
    list.resize(height: 20)
    #expect(list.offset == 0)
    list.resize(height: 0)
    #expect(list.offset == 10)
  }

  @Test("an index outside the list selects the nearest row; an unknown id leaves the selection as it is")
  func selecting() {
    var list = list(["a", "b", "c"])
    list.select(99)
    #expect(list.selected == 2)
    list.select(-1)
    #expect(list.selected == 0)
    list.select(RowID.account(Self.home, "b"))
    #expect(list.selected == 1)
    list.select(RowID.account(Self.home, "unknown"))
    list.select(RowID.account(TargetID("work"), "a"))
    #expect(list.selected == 1)
  }

  @Test("the next row that is wanted, around the end; none leaves the selection where it is")
  func next() {
    var list = list(["a", "b", "c", "d"])
    func select(_ wanted: Set<String>, forward: Bool = true) -> Int? {
      list.selectNext(forward: forward) { row in
        if case .account(_, let id) = row.id { wanted.contains(id) } else { false }
      }
      return list.selected
    }
    #expect(select(["c"]) == 2 && select(["a", "b"]) == 0 && select(["a"]) == 0)
    #expect(select(["b", "d"], forward: false) == 3 && select(["b", "d"], forward: false) == 1)
    #expect(select([]) == 1)
  }

  @Test("after a change the selection is on the same row, or on the row at its index")
  func rebuilding() {
    var list = list(["a", "b", "c"])
    list.select(1)
    list.rebuild(from: targets(["z", "a", "b", "c"])) { _ in true }
    #expect(list.selected == 2)
    list.rebuild(from: targets(["z", "a", "c"])) { _ in true }
    #expect(list.selected == 2 && names(list) == ["z", "a", "c"])
    list.rebuild(from: targets(["z"])) { _ in true }
    #expect(list.selected == 0)
  }

  @Test("every word of the filter occurs somewhere; the counts ignore the filter")
  func filter() {
    let names = ["anna", "annabel", "bert"]
    #expect(self.names(list(names, filter: "anna")) == ["anna", "annabel"])
    #expect(self.names(list(names, filter: "ANNA bel")) == ["annabel"])
    #expect(self.names(list(names, filter: "  wa  bert ")) == ["bert"])
    #expect(self.names(list(names, filter: "+1415555bert connected")) == ["bert"])
    let none = list(names, filter: "nobody")
    #expect(none.rows.isEmpty && none.items.isEmpty && none.selected == nil)
    #expect(none.rowCount == 3 && none.accountCount == 3 && none.needingAttention == 0)
  }

  @Test("a bridge without an account is found by name, status and type")
  func filterBridges() {
    var target = Target(id: Self.home, address: "h:1")
    target.bridges = [Sample.bridge("line", status: .limitReached)]
    for (filter, count) in [("LINE", 1), ("limit", 1), ("line limit", 1), ("connected", 0)] {
      var list = BridgeList()
      list.filter = filter
      list.rebuild(from: Keyed([target])) { _ in true }
      #expect(list.rows.count == count, "\(filter)")
    }
  }

  @Test("only the servers that are shown have rows")
  func shown() {
    var (one, two) = (Target(id: Self.home, address: "h:1"), Target(id: TargetID("work"), address: "h:2"))
    one.bridges = [Sample.bridge("wa", [Sample.account("a")])]
    two.bridges = [Sample.bridge("wa", [Sample.account("b", .reconnectRequired)])]
    var list = BridgeList()
    list.rebuild(from: Keyed([one, two])) { $0.id == Self.home }
    #expect(names(list) == ["a"] && list.needingAttention == 0)
    list.rebuild(from: Keyed([one, two])) { _ in true }
    #expect(names(list) == ["b", "a"] && list.needingAttention == 1)
  }

  /// A provider, a status, and the group of the list.
  static let sections: [(Bridge.Provider, Account.Status, Section)] = [
    (.local, .connected, .onDevice), (.platformSDK, .connecting, .onDevice), (.cloud, .backfilling, .cloud),
    (.selfHosted, .connected, .selfHosted), (.init(rawValue: "moon"), .connected, .other),
    (.cloud, .reconnectRequired, .needsAttention), (.local, .init(rawValue: "odd"), .onDevice),
  ]

  @Test("an account is in the group of its provider, unless it needs attention", arguments: sections)
  func section(_ provider: Bridge.Provider, _ status: Account.Status, _ section: Section) {
    #expect(Sample.account("a", status, provider: provider).section == section)
  }

  @Test("in a short list a page key goes to an end")
  func shortList() {
    let moved = [Motion.up, .down, .pageUp, .pageDown, .first, .last].map { $0.moved(1, among: 4) }
    #expect(moved == [0, 2, 0, 3, 0, 3])
    #expect(Motion.up.moved(0, among: 4) == 0 && Motion.down.moved(3, among: 4) == 3)
  }
}
