import ArgumentParser
import DrawbridgeApp

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The options that select a server and say how to reach it.
struct ConnectionArguments: ParsableArguments {
  @Option(help: ArgumentHelp("URL of the server, such as http://127.0.0.1:23373.", valueName: "url"))
  var address: String?

  @Option(
    help: ArgumentHelp(
      "PEM file of certificates to trust instead of the system's.", valueName: "file"))
  var ca: String?

  @Flag(
    inversion: .prefixedNo,
    help: "Allow unencrypted http to other machines.")
  var insecure: Bool?

  @Flag(inversion: .prefixedNo, help: "Read-only: never send a request that changes anything.")
  var readOnly: Bool?

  /// The options as the app takes them.
  var options: ConnectionOptions {
    ConnectionOptions(
      // The path has to be found from any folder later.
      address: address, ca: ca.map { URL(fileURLWithPath: $0).path }, insecure: insecure, readOnly: readOnly)
  }
}
