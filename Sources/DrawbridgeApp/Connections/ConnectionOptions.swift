package import BridgeModel
import ServerTransport
package import Settings

/// The options of the command line that choose the server and say how to reach it.
package struct ConnectionOptions: Sendable {
  /// The server's address; nil if not given.
  package var address: String?
  /// The absolute path of a PEM file with the certificates to trust.
  package var ca: String?
  /// Whether unencrypted http to other machines is allowed; nil if not given.
  package var insecure: Bool?
  /// Whether nothing is to be changed; nil if not given.
  package var readOnly: Bool?

  /// Options, each of which may be left out.
  package init(
    address: String? = nil, ca: String? = nil, insecure: Bool? = nil, readOnly: Bool? = nil
  ) {
    self.address = address
    self.ca = ca
    self.insecure = insecure
    self.readOnly = readOnly
  }

  /// Reads the file of certificates, if there is one.
  ///
  /// - Throws: why it cannot be used.
  package func checkCertificates() throws(Problem) {
    do throws(ServerAccess.Problem) { try ServerAccess(certificates: ca).check() } catch {
      throw Problem(error)
    }
  }

  /// The selected target: a stored one with these options applied, or a temporary one made from the options.
  ///
  /// - Parameters:
  ///   - name: the target's name; nil for the default target.
  ///   - files: the stored targets and the settings.
  ///   - environment: provides `BEEPER_DESKTOP_BASE_URL`, which counts if neither a name nor `--address` is given.
  /// - Returns: the target.
  /// - Throws: a problem if there is no target of that name, or if the setting `target` names one that does not exist.
  func target(
    _ name: String?, in files: RunConfiguration.Files, _ environment: [String: String]
  ) throws(Problem) -> ResolvedTarget {
    var target: ResolvedTarget
    if let name {
      guard let known = files.list.target(name) else {
        throw Problem(
          "there is no target named \(name).", next: "List the targets with:  drawbridge targets",
          "Add one with:  drawbridge login \(name) --address https://beeper.example")
      }
      target = ResolvedTarget(entry: known, isStored: true, isExplicit: true)
      target.isNamed = true
      if let address { target.entry.address = address }
    } else if let given = givenAddress(environment) {
      let parsed = try? ServerAddress(given, isInsecureAllowed: true)
      let known = parsed.flatMap { files.list.target(at: $0) }
      let entry = TargetEntry(name: given, address: parsed?.description ?? given)
      target = ResolvedTarget(entry: known ?? entry, isStored: known != nil, isExplicit: true)
    } else if let entry = try files.defaultTarget() {
      target = ResolvedTarget(entry: entry, isStored: true, isExplicit: true)
    } else {
      let entry = TargetEntry(name: ServerAddress.defaultText, address: ServerAddress.defaultText)
      target = ResolvedTarget(entry: entry, isStored: false, isExplicit: false)
    }
    apply(to: &target.entry)
    target.timeout = files.effective.settings.timeout
    return target
  }

  /// The address given for this run by option or environment; nil if there is none.
  func givenAddress(_ environment: [String: String]) -> String? {
    address ?? environment.address
  }

  /// Applies the options to a target.
  package func apply(to entry: inout TargetEntry) {
    if let insecure { entry.insecure = insecure ? true : nil }
    if let readOnly { entry.readOnly = readOnly ? true : nil }
    if let ca { entry.ca = ca }
  }
}
