import BridgeModel

/// Builds a scene's step, as the API shows it, from a login's values.
struct StepMaker {
  let scene: Scene
  /// Why the last submission was rejected; the instructions begin with it.
  let complaint: String?

  func make(_ values: inout Values) -> LoginStep {
    let stepID = complaint == nil ? scene.stepID : scene.stepIDAfterComplaint ?? scene.stepID
    let content = content(&values)
    let parts = [complaint, scene.instructions?.filled(&values)].compactMap { $0?.withoutTrailingNewlines }
    let instructions = parts.isEmpty ? nil : parts.joined(separator: "\n\n")
    switch content {
    case .form(let fields, let attachments):
      return .userInput(
        UserInputStep(
          stepID: stepID, fields: fields, instructions: instructions, attachments: attachments))
    case .cookies(var step):
      step.stepID = stepID
      step.instructions = instructions
      return .cookies(step)
    case .display(let display):
      return .displayAndWait(DisplayStep(stepID: stepID, display: display, instructions: instructions))
    }
  }

  private enum Content {
    case form([LoginInputField], [JSONValue]?)
    case cookies(CookiesStep)
    case display(LoginDisplay)
  }

  private func content(_ values: inout Values) -> Content {
    switch scene.content {
    case .form(let fields, let captcha):
      let shown = fields.map { field in
        var shown = field.field
        shown.initialValue = field.initialValue?.filled(&values)
        if shown.initialValue?.isEmpty == true { shown.initialValue = nil }
        return shown
      }
      return .form(
        scene.isShuffled ? values.shuffled(shown) : shown, captcha.map { attachments($0, &values) })
    case .cookies(var step):
      if scene.isShuffled { step.fields = values.shuffled(step.fields) }
      return .cookies(step)
    case .display(let display): return .display(self.display(display, &values))
    }
  }

  private func display(_ display: Scene.Display, _ values: inout Values) -> LoginDisplay {
    switch display {
    case .qr(let text): .qr(data: text.filled(&values))
    case .code(let text): .code(data: text.filled(&values))
    case .emoji(let address): .emoji(imageURL: address.filled(&values))
    case .nothing: .nothing
    }
  }

  private func attachments(_ captcha: Scene.Captcha, _ values: inout Values) -> [JSONValue] {
    let text = captcha.text.filled(&values)
    values["captcha"] = text
    return [Captcha.picture(of: text)] + (captcha.hasAudio ? [Captcha.recording(of: text)] : [])
  }
}

extension String {
  fileprivate var withoutTrailingNewlines: String {
    var text = self[...]
    while text.last?.isNewline == true { text = text.dropLast() }
    return String(text)
  }
}
