import ArgumentParser
import DrawbridgeApp

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Which server, and how to reach it.
struct ConnectionArguments: ParsableArguments {
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

  /// The options as the app takes them.
  var options: ConnectionOptions {
    ConnectionOptions(
      // The path has to be found from any folder later.
      address: address, ca: ca.map { URL(fileURLWithPath: $0).path }, insecure: insecure, readOnly: readOnly)
  }
}
