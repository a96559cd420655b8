import BridgeModel
import Hummingbird

/// `/v1/accounts`, and each account's contacts.
struct AccountRoutes: Sendable {
  let world: World

  func add(to group: RouterGroup<SimulatorContext>) {
    group.get { _, _ in try JSONResponse(await world.allAccounts) }
    group.get(":account") { _, context in try JSONResponse(await world.account(context.id("account"))) }
    group.get(":account/contacts") { request, context in
      let contacts = Contacts(of: try await world.account(context.id("account")))
      guard let query = request.query["query"] else {
        throw APIError.invalid("Required.", at: "query")
      }
      return try JSONResponse(Items(items: contacts.matching(query)))
    }
    group.get(":account/contacts/list") { request, context in
      let contacts = Contacts(of: try await world.account(context.id("account")))
      return try JSONResponse(contacts.page(ContactPage(request)))
    }
  }
}

/// The query parameters of a contact list.
struct ContactPage {
  private(set) var query: String?
  /// The page size, from 1 to 100.
  private(set) var limit = 20
  /// The index at which the page begins, or ends if `isNewer`.
  private(set) var cursor: Int?
  private(set) var isNewer = false

  init(_ request: Request) throws {
    let parameters = request.query
    query = parameters["query"]
    if let text = parameters["limit"] {
      guard let number = Int(text), (1...100).contains(number) else {
        throw APIError.invalid("Must be a whole number from 1 to 100.", at: "limit")
      }
      limit = number
    }
    if let text = parameters["cursor"] {
      guard let number = Int(text), number >= 0 else {
        throw APIError.invalid("Must be a cursor from an earlier response.", at: "cursor")
      }
      cursor = number
    }
    if let text = parameters["direction"] {
      guard text == "after" || text == "before" else {
        throw APIError.invalid("Must be one of after, before.", at: "direction")
      }
      isNewer = text == "after"
    }
  }
}

/// An account's contacts: invented, and the same each time.
struct Contacts {
  struct Page: Encodable, Sendable {
    var items: [User]
    var hasMore: Bool
    var oldestCursor: String?
    var newestCursor: String?
  }

  private let people: [User]

  init(of account: Account) {
    let given = ["Bob", "Carol", "Dave", "Erin", "Frank", "Grace", "Heidi", "Ivan", "Judy", "Mallory"]
    let family = ["Ashby", "Brook", "Clark", "Dunn", "Evans"]
    people = given.enumerated().flatMap { first, name in
      family.enumerated().map { second, surname in
        let handle = "\(name).\(surname)".lowercased()
        return User(
          id: "@\(account.bridge.type)_\(handle):beeper.example", email: "\(handle)@example.com",
          fullName: "\(name) \(surname)", phoneNumber: "+14155550\(100 + first * family.count + second)",
          username: handle)
      }
    }
  }

  func matching(_ query: String) -> [User] {
    let wanted = (query.hasPrefix("@") ? String(query.dropFirst()) : query).lowercased()
    return people.filter { person in
      [person.fullName, person.username, person.email, person.phoneNumber]
        .contains { $0?.lowercased().contains(wanted) == true }
    }
  }

  func page(_ page: ContactPage) -> Page {
    let found = page.query.map(matching) ?? people
    let start =
      page.isNewer ? max(0, (page.cursor ?? 0) - page.limit) : min(page.cursor ?? 0, found.count)
    let end = page.isNewer ? min(page.cursor ?? 0, found.count) : min(start + page.limit, found.count)
    let hasMore = page.isNewer ? start > 0 : end < found.count
    return Page(
      items: start < end ? Array(found[start..<end]) : [], hasMore: hasMore,
      oldestCursor: end < found.count ? String(end) : nil, newestCursor: start > 0 ? String(start) : nil)
  }
}
