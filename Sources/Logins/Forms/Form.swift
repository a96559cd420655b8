public import BridgeModel

/// The fields of a step, as they are being filled in.
public struct Form: Equatable, Sendable {
  /// One field.
  public struct Field: Equatable, Identifiable, Sendable {
    /// The key of the value when the step is submitted.
    public let id: String
    /// The display name.
    public let label: String
    /// The kind of value expected.
    public let kind: LoginInputField.Kind
    /// Whether the value is masked, and cleared when the step ends.
    public let isSecret: Bool
    /// Whether it may stay empty.
    public let isOptional: Bool
    /// An example of a value.
    public let placeholder: String?
    /// A longer description of the value.
    public let hint: String?
    /// Where in the browser to find the value; nil if it is not from a browser.
    public let source: CookieField.Source?
    /// A regular expression the value must match.
    let pattern: String?
    /// The browser value requested; nil if it is not from a browser.
    let cookieField: CookieField?
    /// The choices; empty for free text.
    public let options: [String]
    /// The text typed so far, with the cursor.
    public package(set) var line: LineEditor
    /// The validation problem; nil if none is known.
    public package(set) var problem: Problem?
  }

  /// Why a field fails validation.
  public enum Problem: Equatable, Sendable {
    /// Required, but empty.
    case missing
    /// A phone number without + and country code.
    case phoneWithoutPlus
    /// A phone number with characters other than digits.
    case phoneDigits
    /// A phone number with fewer than 7 or more than 15 digits (E.164 allows 15).
    case phoneLength
    /// Not an e-mail address, web address or host name.
    case email, url, domain
    /// Does not match the field's pattern.
    case pattern
    /// The pasted cookie belongs to this domain, not to the requested one.
    case otherDomain(String)
  }

  /// The result of searching a paste.
  public struct PasteNote: Equatable, Sendable {
    /// The number of fields found.
    public let found: Int
    /// The user agent the paste comes from, if the step asks for another one.
    public let otherAgent: String?
  }

  /// The fields, in the order they are asked for.
  public package(set) var fields: [Field]
  /// Index of the field being edited; 0 if there are none.
  public package(set) var focus = 0 {
    didSet {
      isRevealed = false
      showsTop = false
    }
  }
  /// Whether to show the text above the fields, if both do not fit.
  public package(set) var showsTop = false
  /// Whether the secret being edited is readable.
  public package(set) var isRevealed = false
  /// The result of the last paste that was searched.
  public package(set) var pasteNote: PasteNote?
  /// The files that came with the step.
  public let attachments: [LoginAttachment]
  /// The number of the step's files that could not be read.
  public let unreadable: Int
  /// What is wrong with the step's fields that could not be read.
  public let problems: [String]
  /// The user agent that the step asks for.
  private var agent: String?

  /// The form of an input or cookies step; nil for any other step.
  package init?(_ step: LoginStep) {
    switch step {
    case .userInput(let step):
      fields = step.fields.map(Field.init)
      let all = step.attachments ?? []
      attachments = all.compactMap(LoginAttachment.init)
      unreadable = all.count - attachments.count
      problems = step.problems
    // Some servers list cookies in random order, different at every start.
    case .cookies(let step):
      fields = step.fields.sorted { $0.id < $1.id }.map(Field.init)
      attachments = []
      unreadable = 0
      problems = step.problems
      agent = step.userAgent
    default: return nil
    }
  }

  /// Values by field id, as sent. Empty optional fields are left out.
  package var values: [String: String] {
    var values: [String: String] = [:]
    for field in fields where !(field.isOptional && field.line.text.isEmpty) {
      values[field.id] = field.value
    }
    return values
  }

  /// Whether all fields are valid. Marks those that are not, and focuses the first.
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

  /// Focuses the next or previous field, stopping at the ends.
  package mutating func moveFocus(forward: Bool) {
    focus = max(0, min(fields.count - 1, focus + (forward ? 1 : -1)))
  }

  /// Focuses the field at an index, if it exists.
  package mutating func focus(on index: Int) {
    if fields.indices.contains(index) { focus = index }
  }

  /// Searches a paste for the requested browser values, and fills them in. Drops everything else.
  ///
  /// Returns false if the paste should be typed as text.
  private mutating func paste(_ text: String) -> Bool {
    let requested = fields.compactMap(\.cookieField)
    guard !requested.isEmpty else { return false }
    let inner = text.trimmed
    let isStructured =
      inner.contains(where: \.isNewline) || ["{", "[", "curl "].contains { inner.hasPrefix($0) }
    guard let values = CookiePaste.read(text) else {
      // It is unclear which part was requested, so keep none of it.
      if isStructured { pasteNote = PasteNote(found: 0, otherAgent: nil) }
      return isStructured
    }
    let matches = requested.map { CookieMatch($0, in: values) }
    // A value may itself look like name=value.
    if matches.allSatisfy({ $0 == .missing }), !isStructured { return false }
    var found = 0
    for (index, match) in matches.enumerated() {
      fields[index].problem = nil
      switch match {
      case .found(let value):
        fields[index].line = LineEditor(value)
        found += 1
      case .patternMismatch(let value):
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

  /// Copies what was typed into another form, except secrets.
  mutating func keepPlainValues(of other: Form) {
    for index in fields.indices where !fields[index].isSecret {
      guard let old = other.fields.first(where: { $0.id == fields[index].id }), !old.isSecret else {
        continue
      }
      fields[index].line = old.line
    }
    // Focus what is left to type, usually the secret.
    focus = fields.firstIndex { $0.isSecret && $0.line.text.isEmpty } ?? 0
  }

  /// Clears the secrets that were typed.
  package mutating func dropSecrets() {
    isRevealed = false
    for index in fields.indices where fields[index].isSecret { fields[index].line = LineEditor() }
  }

  /// Copies everything from another form, for a step whose content changed while the user types.
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
    cookieField = nil
    // Some bridges list the options in random order, different at every start.
    let options = (field.options ?? []).sorted { $0.lowercased() < $1.lowercased() }
    self.options = options
    if options.isEmpty {
      line = LineEditor(field.initialValue ?? "")
    } else {
      // Nothing is chosen for the user, except where there is no choice.
      let initial = field.initialValue.flatMap { options.contains($0) ? $0 : nil }
      line = LineEditor(initial ?? (options.count == 1 && !isOptional ? options[0] : ""))
    }
  }

  init(_ field: CookieField) {
    id = field.id
    kind = .token
    source = field.effectiveSources.first
    pattern = field.pattern
    cookieField = field
    // A special source has a name internal to the bridge, meaningless to users.
    label = source?.type == "special" ? field.name ?? field.id : source?.name ?? field.id
    isSecret = true
    isOptional = field.required == false
    placeholder = nil
    hint = nil
    options = []
    line = LineEditor()
  }

  fileprivate mutating func choose(forward: Bool) {
    // An optional choice may be taken back.
    let choices = isOptional ? [""] + options : options
    guard let index = choices.firstIndex(of: line.text) else {
      line = LineEditor((forward ? choices.first : choices.last) ?? "")
      return
    }
    line = LineEditor(choices[(index + (forward ? 1 : choices.count - 1)) % choices.count])
  }
}
