/// What a bridge can do beyond chatting: find people, create groups (`GET .../capabilities`; snake_case).
public struct ProvisioningCapabilities: Codable, Equatable, Sendable {
  /// How people can be found.
  public struct ResolveIdentifier: Codable, Equatable, Sendable {
    /// Any phone number can be messaged.
    public var anyPhone: Bool
    /// The contacts can be listed.
    public var contactList: Bool
    /// A chat can be started with a person found.
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

  /// The kinds of groups that can be created, by type.
  public var groupCreation: [String: GroupTypeCapabilities]
  /// How people can be found.
  public var resolveIdentifier: ResolveIdentifier
  /// Whether sticker packs can be imported, as raw JSON.
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

/// The properties that a new group of one type can have.
public struct GroupTypeCapabilities: Codable, Equatable, Sendable {
  /// One property of a new group.
  public struct Property: Codable, Equatable, Sendable {
    /// How messages may disappear.
    public struct Settings: Codable, Equatable, Sendable {
      /// When the timer starts: empty, `after_read`, `after_read_by_recipient`, `after_send`.
      public var types: [String]
      /// The durations to choose from, in milliseconds.
      public var timers: [Int]?
      /// Whether an empty timer is omitted.
      public var omitEmptyTimer: Bool?

      private enum CodingKeys: String, CodingKey {
        case types, timers
        case omitEmptyTimer = "omit_empty_timer"
      }
    }

    /// Whether the property can be set.
    public var allowed: Bool
    /// Whether the property must be set.
    public var required: Bool?
    /// The minimum number of characters or people.
    public var minLength: Int?
    /// The maximum number of characters or people.
    public var maxLength: Int?
    /// How messages may disappear.
    public var settings: Settings?

    /// A property with these bounds.
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
  /// The group's members.
  public var participants: Property?
  /// Disappearing messages.
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

extension ProvisioningCapabilities {
  /// Reads what can be read; throws if the JSON is not an object.
  public init(from decoder: any Decoder) throws {
    _ = try decoder.container(keyedBy: CodingKeys.self)
    let record = RecordReader(decoder, CodingKeys.self)
    let types: [String: Readable<GroupTypeCapabilities>]? = record.value(.groupCreation)
    groupCreation = types?.compactMapValues(\.value) ?? [:]
    resolveIdentifier = record.value(.resolveIdentifier) ?? ResolveIdentifier()
    imagePackImport = record.value(.imagePackImport)
  }
}

extension ProvisioningCapabilities.ResolveIdentifier {
  /// Reads what can be read; what cannot is not possible.
  public init(from decoder: any Decoder) throws {
    let record = RecordReader(decoder, CodingKeys.self)
    anyPhone = record.value(.anyPhone) ?? false
    contactList = record.value(.contactList) ?? false
    createDM = record.value(.createDM) ?? false
    lookupEmail = record.value(.lookupEmail) ?? false
    lookupPhone = record.value(.lookupPhone) ?? false
    lookupUsername = record.value(.lookupUsername) ?? false
    search = record.value(.search) ?? false
  }
}
