import ArgumentParser
import BridgeStore
import DesktopAPI
import Settings

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Which server, and how to reach it.
struct ReachOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The server's address, such as http://127.0.0.1:23373.", valueName: "url"))
  var address: String?

  @Option(
    help: ArgumentHelp(
      "A file with the certificates (PEM) to trust, instead of the system's.", valueName: "file"))
  var ca: String?

  @Flag(
    inversion: .prefixedNo,
    help: "Take plain http to another machine, where the token crosses the network readably.")
  var insecure: Bool?

  @Flag(inversion: .prefixedNo, help: "Change nothing: no call that could is sent.")
  var readOnly: Bool?

  /// What the user means: a target that was added, changed by these options, or one made of them alone.
  ///
  /// - Parameters:
  ///   - name: the target's name, as it was given; nil for the usual one.
  ///   - files: the targets that were added, and what is set.
  ///   - environment: its `BEEPER_DESKTOP_BASE_URL` counts after `--address`, where no target is named.
  /// - Returns: the target.
  /// - Throws: what is wrong with it.
  func choice(
    of name: String?, in files: Configured.Files, _ environment: [String: String]
  ) throws(SettingsProblem) -> TargetChoice {
    var choice: TargetChoice
    if let name {
      guard let known = files.list.target(name) else {
        throw SettingsProblem(
          "there is no target named \(name).", next: "See them with:  drawbridge targets",
          "Add one with:  drawbridge login \(name) --address https://beeper.example")
      }
      choice = TargetChoice(entry: known, isKnown: true, isNamed: true)
      if let address { choice.entry.address = address }
    } else if let given = givenAddress(environment) {
      let parsed = try? ServerAddress(given, isInsecureAllowed: true)
      let known = parsed.flatMap { files.list.target(at: $0) }
      let entry = TargetEntry(name: given, address: parsed?.description ?? given)
      choice = TargetChoice(entry: known ?? entry, isKnown: known != nil, isNamed: true)
    } else if let usual = try files.usual() {
      choice = TargetChoice(entry: usual, isKnown: true, isNamed: true)
    } else {
      let entry = TargetEntry(name: ServerAddress.usual, address: ServerAddress.usual)
      choice = TargetChoice(entry: entry, isKnown: false, isNamed: false)
    }
    change(&choice.entry)
    choice.timeout = files.found.settings.timeout
    return choice
  }

  /// The address that the user gives for this run; nil for none.
  func givenAddress(_ environment: [String: String]) -> String? {
    address ?? environment["BEEPER_DESKTOP_BASE_URL"].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// Changes a target as the options say.
  func change(_ entry: inout TargetEntry) {
    if let insecure { entry.insecure = insecure ? true : nil }
    if let readOnly { entry.readOnly = readOnly ? true : nil }
    // It is found from any folder later.
    if let ca { entry.ca = URL(fileURLWithPath: ca).path }
  }
}

/// A target that is meant, whether it was added or not.
struct TargetChoice: Sendable {
  var entry: TargetEntry
  /// Whether it was added.
  let isKnown: Bool
  /// Whether the user means just this one, and not whatever is found.
  let isNamed: Bool
  /// The seconds that its server has for an answer.
  var timeout = UserSettings().timeout

  /// Which target it is in this run.
  var id: TargetID { TargetID(entry.name) }

  /// The target as the dashboard shows it.
  ///
  /// - Parameters:
  ///   - isDemo: whether it is the simulator.
  ///   - isPrepared: whether there is a client of it already.
  ///   - allowsWriting: whether its token allows changes, where that is known.
  /// - Returns: the target, of which nothing else is known yet.
  func shown(isDemo: Bool, isPrepared: Bool = false, allowsWriting: Bool? = nil) -> Target {
    let address = try? address()
    return Target(
      id: id, address: address?.authority ?? entry.address, isDemo: isDemo,
      isReadOnly: entry.readOnly == true, isInsecure: address?.isInsecure ?? false,
      allowsWriting: allowsWriting, isPrepared: isPrepared)
  }

  /// Takes the first server that answers on this machine, where none is meant in particular.
  mutating func findServer() async {
    if isNamed { return }
    if let first = await LocalServers.find().first { entry.address = first.address.description }
  }

  /// How its server is reached, with the proxies of an environment.
  func access(_ environment: [String: String]) -> ServerAccess {
    var access = ServerAccess(
      certificates: entry.ca, isReadOnly: entry.readOnly == true, proxies: ProxyTable(environment))
    access.timeout = timeout
    return access
  }

  /// A client of its server's authorization; to be shut down.
  func authorizationClient(_ environment: [String: String]) throws -> AuthorizationClient {
    let address = try address()
    do throws(ServerAccess.Problem) {
      return try AuthorizationClient(address: address, access: access(environment))
    } catch {
      throw Problem(error)
    }
  }

  /// Its address, read.
  func address() throws(SettingsProblem) -> ServerAddress {
    do throws(ServerAddress.Problem) {
      return try entry.serverAddress()
    } catch {
      throw SettingsProblem(error, address: entry.address, ofTarget: isKnown ? entry.name : nil)
    }
  }
}
