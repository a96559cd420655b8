/// An ordered collection of values with ids, found by id or by position.
///
/// Meant for few values, such as servers and logins: finding one takes time in proportion to their number.
public struct Keyed<Element: Identifiable>: RandomAccessCollection {
  private var elements: [Element]

  /// A collection of those values, whose ids differ.
  public init(_ elements: [Element] = []) { self.elements = elements }

  /// The first position.
  public var startIndex: Int { elements.startIndex }
  /// The position after the last.
  public var endIndex: Int { elements.endIndex }

  /// The value at a position.
  public internal(set) subscript(index: Int) -> Element {
    get { elements[index] }
    set { elements[index] = newValue }
  }

  /// The value with that id; nil if there is none. Setting one whose id is new, or nil, changes nothing.
  public internal(set) subscript(id id: Element.ID) -> Element? {
    get { elements.first { $0.id == id } }
    set {
      guard let newValue, let index = index(of: id) else { return }
      elements[index] = newValue
    }
  }

  /// The position of an id; nil if there is none.
  public func index(of id: Element.ID) -> Int? { elements.firstIndex { $0.id == id } }

  mutating func append(_ element: Element) { elements.append(element) }

  @discardableResult
  mutating func remove(_ id: Element.ID) -> Element? { index(of: id).map { elements.remove(at: $0) } }
}

extension Keyed: Equatable where Element: Equatable {}
extension Keyed: Sendable where Element: Sendable {}
