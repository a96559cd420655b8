/// A person on a network.
public struct User: Codable, Equatable, Sendable {
  /// The person's id.
  public var id: String
  /// Whether the person cannot be messaged.
  public var cannotMessage: Bool?
  /// An e-mail address.
  public var email: String?
  /// The person's display name.
  public var fullName: String?
  /// A picture: a remote, mxc, data or file URL, which may expire.
  public var imgURL: String?
  /// Whether this is the account's own user.
  public var isSelf: Bool?
  /// A phone number in E.164 form.
  public var phoneNumber: String?
  /// A handle on the network.
  public var username: String?

  /// A person with these properties.
  public init(
    id: String, cannotMessage: Bool? = nil, email: String? = nil, fullName: String? = nil,
    imgURL: String? = nil, isSelf: Bool? = nil, phoneNumber: String? = nil, username: String? = nil
  ) {
    self.id = id
    self.cannotMessage = cannotMessage
    self.email = email
    self.fullName = fullName
    self.imgURL = imgURL
    self.isSelf = isSelf
    self.phoneNumber = phoneNumber
    self.username = username
  }
}

extension User {
  /// Reads what can be read.
  public init(from decoder: any Decoder) throws {
    let record = RecordReader(decoder, CodingKeys.self)
    id = record.whole(.id) ?? ""
    cannotMessage = record.value(.cannotMessage)
    email = record.text(.email)
    fullName = record.text(.fullName)
    imgURL = record.whole(.imgURL)
    isSelf = record.value(.isSelf)
    phoneNumber = record.text(.phoneNumber)
    username = record.text(.username)
  }
}
