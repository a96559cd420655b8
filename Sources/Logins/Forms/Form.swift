public import BridgeModel

/// The fields of a step, as they are being filled in.
public struct Form: Equatable, Sendable {
  /// One field.
  public struct Field: Equatable, Identifiable, Sendable {
    /// The key of the value when the step is submitted.
    public let id: String
    /// Its name, for people.
    public let label: String
    /// What it is for.
    public let kind: LoginInputField.Kind
    /// Whether its value is masked on the screen and cleared when the step is over.
    public let isSecret: Bool
    /// Whether it may stay empty.
    public let isOptional: Bool
    /// An example of a value.
    public let placeholder: String?
    /// More about it.
    public let hint: String?
    /// Where in the browser the value is; nil for what is not from a browser.
    public let source: CookieField.Source?
    /// A regular expression for the value.
    let pattern: String?
    /// What is wanted from the browser; nil for what is not from one.
    let wanted: CookieField?
    /// What can be chosen; empty for free text.
    public let options: [String]
    /// What has been typed.
    public package(set) var line: LineEditor
    /// What is wrong with it; nil if nothing is known to be.
    public package(set) var problem: Problem?
  }

  /// What is wrong with a field before it is sent.
  public enum Problem: Equatable, Sendable {
    /// It is empty and has to be filled in.
    case missing
    /// A phone number without + and the country code.
    case phoneWithoutPlus
    /// A phone number with something other than digits in it.
    case phoneDigits
    /// A phone number with too few or too many digits (E.164 has 15 at most).
    case phoneLength
    /// No e-mail address, web address or host name.
    case email, url, domain
    /// It is not as the field's pattern wants it.
    case pattern
    /// The cookies of that name in what was pasted are of another domain.
    case otherDomain(String)
  }

  /// What came of a paste that was looked through.
  public struct PasteNote: Equatable, Sendable {
    /// How many fields were found in it.
    public let found: Int
    /// The browser it is from, if that is not the one the step asks for.
    public let otherAgent: String?
  }

  /// The fields, in the order they are asked for.
  public package(set) var fields: [Field]
  /// The place of the field being edited; 0 where there are none.
  public package(set) var focus = 0 {
    didSet {
      isRevealed = false
      showsTop = false
    }
  }
  /// Whether what stands above the fields is in sight, where there is no room for both.
  public package(set) var showsTop = false
  /// Whether the secret being edited can be read.
  public package(set) var isRevealed = false
  /// What came of the last paste that was looked through.
  public package(set) var pasteNote: PasteNote?
  /// The files that came with the step.
  public let attachments: [LoginAttachment]
  /// How many files came with the step and could not be read.
  public let unreadable: Int
  /// The browser that the step asks for.
  private var agent: String?

  /// The fields of a step of input; nil for a step that has none to fill in.
  package init?(_ step: LoginStep) {
    switch step {
    case .userInput(let step):
      fields = step.fields.map(Field.init)
      let all = step.attachments ?? []
      attachments = all.compactMap(LoginAttachment.init)
      unreadable = all.count - attachments.count
    // Some servers order cookies at random, and anew at every start.
    case .cookies(let step):
      fields = step.fields.sorted { $0.id < $1.id }.map(Field.init)
      attachments = []
      unreadable = 0
      agent = step.userAgent
    default: return nil
    }
  }

  /// The values by field id. An optional field left empty is not sent.
  package var values: [String: String] {
    var values: [String: String] = [:]
    for field in fields where !(field.isOptional && field.line.text.isEmpty) {
      values[field.id] = field.value
    }
    return values
  }

  /// Whether every field is as it has to be; marks what is not, and moves to the first.
  package mutating func check() -> Bool {
    for index in fields.indices { fields[index].problem = fields[index].check() }
    guard let first = fields.firstIndex(where: { $0.problem != nil }) else { return true }
    focus = first
    return false
  }

  /// Changes the field being edited.
  package mutating func edit(_ edit: LineEditor.Edit) {
    guard fields.indices.contains(focus) else { return }
    showsTop = false
    if case .insert(let text) = edit, text.count > 1, paste(text) { return }
    fields[focus].problem = nil
    if fields[focus].options.isEmpty {
      fields[focus].line.apply(edit)
    } else if edit == .left || edit == .right {
      fields[focus].choose(forward: edit == .right)
    }
  }

  /// Goes to the next field, or the one before; stays at the ends.
  package mutating func moveFocus(forward: Bool) {
    focus = max(0, min(fields.count - 1, focus + (forward ? 1 : -1)))
  }

  /// Goes to the field at that place, if there is one.
  package mutating func focus(on place: Int) {
    if fields.indices.contains(place) { focus = place }
  }

  /// Looks through a paste for what is wanted from the browser, and fills it in. What nobody wants is dropped.
  ///
  /// False if the paste is to be typed as it is.
  private mutating func paste(_ text: String) -> Bool {
    let wanted = fields.compactMap(\.wanted)
    guard !wanted.isEmpty else { return false }
    let inner = text.trimmed
    let isStructured =
      inner.contains(where: \.isNewline) || ["{", "[", "curl "].contains { inner.hasPrefix($0) }
    guard let values = CookiePaste.read(text) else {
      // Nobody could tell what of it is wanted: none of it is kept.
      if isStructured { pasteNote = PasteNote(found: 0, otherAgent: nil) }
      return isStructured
    }
    let matches = wanted.map { CookieMatch($0, in: values) }
    // A value may look like name=value itself.
    if matches.allSatisfy({ $0 == .missing }), !isStructured { return false }
    var found = 0
    for (index, match) in matches.enumerated() {
      fields[index].problem = nil
      switch match {
      case .found(let value):
        fields[index].line = LineEditor(value)
        found += 1
      case .unfit(let value):
        fields[index].line = LineEditor(value)
        fields[index].problem = .pattern
      case .otherDomain(let domain): fields[index].problem = .otherDomain(domain)
      case .missing: break
      }
    }
    let agent = values.userAgent
    pasteNote = PasteNote(found: found, otherAgent: agent == self.agent || self.agent == nil ? nil : agent)
    focus =
      fields.firstIndex { $0.problem != nil || ($0.line.text.isEmpty && !$0.isOptional) } ?? fields.count - 1
    return true
  }

  /// Keeps what was typed into another form's fields, except secrets.
  mutating func keepPlainValues(of other: Form) {
    for index in fields.indices where !fields[index].isSecret {
      guard let old = other.fields.first(where: { $0.id == fields[index].id }), !old.isSecret else {
        continue
      }
      fields[index].line = old.line
    }
    // What is left to type, usually the secret, is where the cursor should be.
    focus = fields.firstIndex { $0.isSecret && $0.line.text.isEmpty } ?? 0
  }

  /// Forgets the secrets that were typed.
  package mutating func dropSecrets() {
    isRevealed = false
    for index in fields.indices where fields[index].isSecret { fields[index].line = LineEditor() }
  }

  /// Keeps everything of another form's fields: for a step whose content changed while the user types.
  mutating func keepEverything(of other: Form) {
    for index in fields.indices {
      if let old = other.fields.first(where: { $0.id == fields[index].id }) { fields[index].line = old.line }
    }
    let id = other.fields.indices.contains(other.focus) ? other.fields[other.focus].id : nil
    focus = fields.firstIndex { $0.id == id } ?? 0
  }
}

extension Form.Field {
  init(_ field: LoginInputField) {
    id = field.id
    kind = field.type ?? .text
    label = field.label ?? field.id
    isSecret = kind.isSecret
    isOptional = field.optional ?? false
    placeholder = field.placeholder
    hint = field.description
    source = nil
    pattern = field.pattern
    wanted = nil
    options = field.options ?? []
    line = LineEditor(field.initialValue ?? field.options?.first ?? "")
  }

  init(_ field: CookieField) {
    id = field.id
    kind = .token
    source = field.places.first
    pattern = field.pattern
    wanted = field
    // A special source has a name of the bridge's own, which tells a person nothing.
    label = source?.type == "special" ? field.name ?? field.id : source?.name ?? field.id
    isSecret = true
    isOptional = field.required == false
    placeholder = nil
    hint = nil
    options = []
    line = LineEditor()
  }

  fileprivate mutating func choose(forward: Bool) {
    let index = options.firstIndex(of: line.text) ?? 0
    line = LineEditor(options[(index + (forward ? 1 : options.count - 1)) % options.count])
  }
}
