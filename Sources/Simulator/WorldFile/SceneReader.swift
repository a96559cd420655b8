import BridgeModel
import YAMLEntries

extension Scene {
  /// Reads a step of a network's logins.
  init(_ entry: Entry) throws(WorldError) {
    let members = try entry.members(
      "stepID", "stepIDAfterComplaint", "instructions", "fields", "captcha", "cookies", "display", "shuffled",
      "rotations", "tries", "answers", "events")
    stepID = try members.need("stepID").string()
    stepIDAfterComplaint = try members["stepIDAfterComplaint"]?.string()
    instructions = try members["instructions"]?.template()
    let kind = try members.one(of: "fields", "cookies", "display")
    switch kind.key {
    case "fields":
      content = .form(
        fields: try kind.entry.map(Field.init), captcha: try members["captcha"].map(Captcha.init))
    case "cookies": content = .cookies(try CookiesStep(kind.entry, stepID: stepID))
    default: content = .display(try Display(kind.entry))
    }
    isShuffled = try members["shuffled"]?.bool() ?? false
    rotations =
      try members["rotations"]?.map { entry throws(WorldError) in try entry.seconds() } ?? []
    tries = try members["tries"].map(Tries.init)
    answers = try members["answers"]?.map(Rule.init) ?? []
    events = try members["events"]?.dictionary(Event.init) ?? [:]
    try checkEnds(members)
  }

  /// Throws at steps that cannot end, and at keys that do not apply to this kind of step.
  private func checkEnds(_ members: Members) throws(WorldError) {
    let useless =
      switch content {
      case .display: ["answers", "tries", "captcha", "shuffled"]
      case .cookies: ["rotations", "captcha"]
      case .form: ["rotations"]
      }
    for key in useless {
      if let entry = members[key] { throw entry.problem("\(key) does not apply to this kind of step") }
    }
    if case .display = content {
      if events.isEmpty { throw members.entry.problem("a display step needs events: nothing else ends it") }
      return
    }
    guard let last = answers.last else {
      throw members.entry.problem("the key answers is missing: nothing else handles submissions")
    }
    if !last.when.isEmpty || last.unless != nil {
      throw (members["answers"] ?? members.entry).problem(
        "the last rule must match every submission: remove its when and unless")
    }
  }
}

extension Scene.Field {
  fileprivate init(_ entry: Entry) throws(WorldError) {
    field = try entry.decoded()
    let members = try entry.members(
      "id", "type", "label", "placeholder", "initialValue", "optional", "pattern", "options", "description")
    initialValue = try members["initialValue"]?.template()
    _ = try members["pattern"]?.pattern()
  }
}

extension CookiesStep {
  fileprivate init(_ entry: Entry, stepID: String) throws(WorldError) {
    self = try entry.decoded(with: ["stepID": stepID])
    for field in try entry.pairs().first(where: { $0.path.last == "fields" })?.list() ?? [] {
      _ = try field.pairs().first { $0.path.last == "pattern" }?.pattern()
    }
  }
}

extension Scene.Captcha {
  fileprivate init(_ entry: Entry) throws(WorldError) {
    let members = try entry.members("text", "audio")
    text = try members.need("text").template()
    hasAudio = try members["audio"]?.bool() ?? false
  }
}

extension Scene.Display {
  fileprivate init(_ entry: Entry) throws(WorldError) {
    if !entry.isMapping {
      guard try entry.string() == "nothing" else {
        throw entry.problem("must be nothing, or a mapping with qr, code or emoji")
      }
      self = .nothing
      return
    }
    let kind = try entry.members("qr", "code", "emoji").one(of: "qr", "code", "emoji")
    let text = try kind.entry.template()
    switch kind.key {
    case "qr": self = .qr(text)
    case "code": self = .code(text)
    default: self = .emoji(imageURL: text)
    }
  }
}

extension Scene.Tries {
  fileprivate init(_ entry: Entry) throws(WorldError) {
    let members = try entry.members("count", "fail")
    count = try members.need("count").integer(1...1_000)
    failure = try Failure(members.need("fail"))
  }
}

extension Scene.Rule {
  fileprivate init(_ entry: Entry) throws(WorldError) {
    let members = try entry.members(
      "when", "unless", "takes", "set", "complaint", "go", "complete", "fail")
    when = try Condition(members["when"])
    takes = try members["takes"]?.seconds() ?? 0
    unless = try members["unless"].map { entry throws(WorldError) in try Condition(entry) }
    outcome = try Outcome(members)
  }
}

extension Scene.Event {
  fileprivate init(_ entry: Entry) throws(WorldError) {
    let members = try entry.members("after", "expires", "set", "complaint", "go", "complete", "fail")
    after = try members["after"]?.seconds()
    expires = try members["expires"]?.seconds()
    outcome = try Outcome(members)
  }
}

extension Outcome {
  fileprivate init(_ members: Members) throws(WorldError) {
    set = try members["set"]?.dictionary { entry throws(WorldError) in try entry.template() } ?? [:]
    complaint = try members["complaint"]?.template()
    let end = try members.one(of: "go", "complete", "fail")
    switch end.key {
    case "go": self.end = .scene(try end.entry.scene())
    case "fail": self.end = .failed(try Failure(end.entry))
    default:
      guard try end.entry.bool() else { throw end.entry.problem("complete must be true") }
      self.end = .complete
    }
  }
}

extension Failure {
  init(_ entry: Entry) throws(WorldError) {
    let members = try entry.members("code", "status", "message")
    code = try members.need("code").string()
    status = try members.need("status").integer(400...599)
    message = try members.need("message").string()
  }
}

extension Condition {
  /// Reads a condition. Nil gives one that always holds.
  init(_ entry: Entry?) throws(WorldError) {
    for pair in try entry?.pairs() ?? [] {
      let name = pair.path.last ?? ""
      try pair.checkValue(name)
      if pair.isMapping {
        let other = try pair.members("equals").need("equals")
        try other.checkValue(other.string())
        equals[name] = try other.string()
      } else {
        patterns[name] = try pair.pattern()
      }
    }
  }
}
