/// A device verification, as the API shows it.
struct Verification: Encodable, Sendable {
  enum State: String, Encodable, Sendable {
    case requested, ready, done, cancelled
    case sasReady = "sas_ready"
    case qrScanned = "qr_scanned"
  }

  struct Device: Encodable, Sendable {
    var id: String
    var name: String
  }

  struct QR: Encodable, Sendable {
    var data: String
  }

  struct SAS: Encodable, Sendable {
    var emojis: String
    var decimals: String
  }

  struct Problem: Encodable, Sendable {
    var code: String
    var reason: String
  }

  var id: String
  var direction: String
  var purpose: String
  var state: State
  var methods = ["qr", "sas"]
  var otherDevice = Device(id: "SIMULATEDPHONE", name: "Alice's phone")
  var otherUserID = "@alice:beeper.example"
  var qr: QR?
  var sas: SAS?
  var error: Problem?

  /// The actions possible in this state.
  var actions: [String] {
    switch state {
    case .requested: direction == "incoming" ? ["accept", "cancel"] : ["cancel"]
    case .ready: ["sas.start", "cancel"]
    case .sasReady: ["sas.confirm", "cancel"]
    case .qrScanned: ["qr.confirmScanned", "cancel"]
    case .done, .cancelled: []
    }
  }

  private enum CodingKeys: String, CodingKey {
    case id, direction, purpose, state, methods, otherDevice, otherUserID, qr, sas, error, availableActions
  }

  func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(id, forKey: .id)
    try values.encode(direction, forKey: .direction)
    try values.encode(purpose, forKey: .purpose)
    try values.encode(state, forKey: .state)
    try values.encode(methods, forKey: .methods)
    try values.encode(otherDevice, forKey: .otherDevice)
    try values.encode(otherUserID, forKey: .otherUserID)
    try values.encodeIfPresent(qr, forKey: .qr)
    try values.encodeIfPresent(sas, forKey: .sas)
    try values.encodeIfPresent(error, forKey: .error)
    try values.encode(actions, forKey: .availableActions)
  }
}
