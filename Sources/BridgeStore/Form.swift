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
    /// What can be chosen; empty for free text.
    public let options: [String]
    /// What has been typed.
    public internal(set) var line: LineEditor
    /// What is wrong with it; nil if nothing is known to be.
    public internal(set) var problem: Problem?
  }

  /// What is wrong with a field before it is sent.
  public enum Problem: Equatable, Sendable {
    /// It is empty and has to be filled in.
    case missing
  }

  /// The fields, in the order they are asked for.
  public internal(set) var fields: [Field]
  /// The place of the field being edited; 0 where there are none.
  public internal(set) var focus = 0

  /// The fields of a step of input; nil for a step that has none to fill in.
  init?(_ step: LoginStep) {
    switch step {
    case .userInput(let step): fields = step.fields.map(Field.init)
    // Some servers order cookies at random, and anew at every start.
    case .cookies(let step): fields = step.fields.sorted { $0.id < $1.id }.map(Field.init)
    default: return nil
    }
  }

  /// The values by field id. An optional field left empty is not sent.
  var values: [String: String] {
    var values: [String: String] = [:]
    for field in fields where !(field.isOptional && field.line.text.isEmpty) {
      // A copied code or cookie often brings a space along; a password may begin with one.
      values[field.id] = field.kind == .password ? field.line.text : field.line.text.trimmed
    }
    return values
  }

  /// Whether everything is there that has to be; marks what is not, and moves there.
  mutating func check() -> Bool {
    for index in fields.indices {
      let isMissing = !fields[index].isOptional && fields[index].line.text.trimmed.isEmpty
      fields[index].problem = isMissing ? .missing : nil
    }
    guard let first = fields.firstIndex(where: { $0.problem != nil }) else { return true }
    focus = first
    return false
  }

  /// Changes the field being edited.
  mutating func edit(_ edit: LineEditor.Edit) {
    guard fields.indices.contains(focus) else { return }
    fields[focus].problem = nil
    if fields[focus].options.isEmpty {
      fields[focus].line.apply(edit)
    } else if edit == .left || edit == .right {
      fields[focus].choose(forward: edit == .right)
    }
  }

  /// Goes to the next field, or the one before; stays at the ends.
  mutating func moveFocus(forward: Bool) {
    focus = max(0, min(fields.count - 1, focus + (forward ? 1 : -1)))
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
  mutating func dropSecrets() {
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
    options = field.options ?? []
    line = LineEditor(field.initialValue ?? field.options?.first ?? "")
  }

  init(_ field: CookieField) {
    id = field.id
    kind = .token
    source = field.places.first
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

extension String {
  /// The string without white space at its ends.
  fileprivate var trimmed: String {
    var rest = self[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
