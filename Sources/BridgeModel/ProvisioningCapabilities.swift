/// What a bridge can do beyond chatting: find people, make groups (`GET .../capabilities`; snake_case).
public struct ProvisioningCapabilities: Codable, Equatable, Sendable {
  /// How people can be found.
  public struct ResolveIdentifier: Codable, Equatable, Sendable {
    /// Any phone number can be written to.
    public var anyPhone: Bool
    /// The contacts can be listed.
    public var contactList: Bool
    /// A chat can be opened with who was found.
    public var createDM: Bool
    /// People can be found by e-mail address.
    public var lookupEmail: Bool
    /// People can be found by phone number.
    public var lookupPhone: Bool
    /// People can be found by handle.
    public var lookupUsername: Bool
    /// People can be searched for.
    public var search: Bool

    /// Ways to find people.
    public init(
      anyPhone: Bool = false, contactList: Bool = false, createDM: Bool = false, lookupEmail: Bool = false,
      lookupPhone: Bool = false, lookupUsername: Bool = false, search: Bool = false
    ) {
      self.anyPhone = anyPhone
      self.contactList = contactList
      self.createDM = createDM
      self.lookupEmail = lookupEmail
      self.lookupPhone = lookupPhone
      self.lookupUsername = lookupUsername
      self.search = search
    }

    private enum CodingKeys: String, CodingKey {
      case anyPhone = "any_phone"
      case contactList = "contact_list"
      case createDM = "create_dm"
      case lookupEmail = "lookup_email"
      case lookupPhone = "lookup_phone"
      case lookupUsername = "lookup_username"
      case search
    }
  }

  /// The kinds of group that can be made, by type.
  public var groupCreation: [String: GroupTypeCapabilities]
  /// How people can be found.
  public var resolveIdentifier: ResolveIdentifier
  /// Whether sticker packs can be imported, as the server writes it.
  public var imagePackImport: JSONValue?

  /// Capabilities with these properties.
  public init(
    groupCreation: [String: GroupTypeCapabilities], resolveIdentifier: ResolveIdentifier,
    imagePackImport: JSONValue? = nil
  ) {
    self.groupCreation = groupCreation
    self.resolveIdentifier = resolveIdentifier
    self.imagePackImport = imagePackImport
  }

  private enum CodingKeys: String, CodingKey {
    case groupCreation = "group_creation"
    case resolveIdentifier = "resolve_identifier"
    case imagePackImport = "image_pack_import"
  }
}

/// What a new group of one type can be given.
public struct GroupTypeCapabilities: Codable, Equatable, Sendable {
  /// One property of a new group.
  public struct Property: Codable, Equatable, Sendable {
    /// How messages may disappear.
    public struct Settings: Codable, Equatable, Sendable {
      /// When the time starts: empty, `after_read`, `after_read_by_recipient`, `after_send`.
      public var types: [String]
      /// The times to choose from, in milliseconds.
      public var timers: [Int]?
      /// Whether an empty time is left out.
      public var omitEmptyTimer: Bool?

      private enum CodingKeys: String, CodingKey {
        case types, timers
        case omitEmptyTimer = "omit_empty_timer"
      }
    }

    /// Whether it can be given.
    public var allowed: Bool
    /// Whether it has to be given.
    public var required: Bool?
    /// The fewest characters or people.
    public var minLength: Int?
    /// The most characters or people.
    public var maxLength: Int?
    /// How messages may disappear.
    public var settings: Settings?

    /// A property that can be given, or not.
    public init(allowed: Bool, required: Bool? = nil, minLength: Int? = nil, maxLength: Int? = nil) {
      self.allowed = allowed
      self.required = required
      self.minLength = minLength
      self.maxLength = maxLength
    }

    private enum CodingKeys: String, CodingKey {
      case allowed, required, settings
      case minLength = "min_length"
      case maxLength = "max_length"
    }
  }

  /// The type's name, for people.
  public var typeDescription: String
  /// The group's name.
  public var name: Property?
  /// The group's topic.
  public var topic: Property?
  /// The group's picture.
  public var avatar: Property?
  /// Who is in it.
  public var participants: Property?
  /// Messages that disappear.
  public var disappear: Property?
  /// The group it belongs to.
  public var parent: Property?
  /// The group's handle.
  public var username: Property?

  /// A type of group with these properties.
  public init(
    typeDescription: String, name: Property? = nil, topic: Property? = nil, avatar: Property? = nil,
    participants: Property? = nil
  ) {
    self.typeDescription = typeDescription
    self.name = name
    self.topic = topic
    self.avatar = avatar
    self.participants = participants
  }

  private enum CodingKeys: String, CodingKey {
    case name, topic, avatar, participants, disappear, parent, username
    case typeDescription = "type_description"
  }
}
