import AsyncHTTPClient
import BridgeModel

/// The proxies of an environment, as in curl: `https_proxy`, `http_proxy`, `all_proxy` and `no_proxy`, in lower case
/// or, except for `http_proxy`, in upper case. All calls go through tunnels (CONNECT), encrypted or not.
public struct ProxyTable: Sendable {
  private let environment: [String: String]

  /// The proxies of an environment.
  public init(_ environment: [String: String]) { self.environment = environment }

  /// The proxy for a server; nil for none. Loopback addresses never use one.
  func proxy(for address: ServerAddress) throws(ServerAccess.Problem) -> HTTPClient.Configuration.Proxy? {
    guard let (name, value) = setting(for: address) else { return nil }
    return try Self.read(value, of: name)
  }

  /// The variable that names the proxy for a server; nil for none.
  func variable(for address: ServerAddress) -> String? { setting(for: address)?.name }

  private func setting(for address: ServerAddress) -> (name: String, value: String)? {
    if address.isLoopback || isExcepted(address) { return nil }
    // As in curl, HTTP_PROXY is ignored: the clients of a CGI program can set it with a header.
    let names = address.isEncrypted ? ["https_proxy", "HTTPS_PROXY"] : ["http_proxy"]
    return first(of: names + ["all_proxy", "ALL_PROXY"])
  }

  private func first(of names: [String]) -> (name: String, value: String)? {
    for name in names {
      if let value = environment[name], !value.isEmpty { return (name, value) }
    }
    return nil
  }

  /// Whether `no_proxy` names the host, with or without its port, or a parent domain; `*` matches all hosts.
  private func isExcepted(_ address: ServerAddress) -> Bool {
    let list = first(of: ["no_proxy", "NO_PROXY"])?.value ?? ""
    return list.split(whereSeparator: { $0 == "," || $0.isWhitespace }).contains { entry in
      if entry == "*" { return true }
      let name = (entry.hasPrefix(".") ? entry.dropFirst() : entry).lowercased()
      return address.host == name || address.host.hasSuffix("." + name) || address.authority == name
    }
  }

  private static func read(
    _ value: String, of name: String
  ) throws(ServerAccess.Problem) -> HTTPClient.Configuration.Proxy {
    var rest = value[...]
    if let scheme = rest.firstRange(of: "://") {
      guard rest[..<scheme.lowerBound].lowercased() == "http" else { throw .proxy(variable: name) }
      rest = rest[scheme.upperBound...]
    }
    if rest.last == "/" { rest.removeLast() }
    var authorization: HTTPClient.Authorization?
    if let at = rest.lastIndex(of: "@") {
      let credentials = rest[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      authorization = .basic(
        username: credentials[0].percentDecoded,
        password: credentials.count > 1 ? credentials[1].percentDecoded : "")
      rest = rest[rest.index(after: at)...]
    }
    guard let address = try? ServerAddress("http://\(rest)", isInsecureAllowed: true), address.path.isEmpty
    else {
      throw .proxy(variable: name)
    }
    // As in curl, the default port is 1080.
    let port = rest.last != "]" && rest.contains(":") ? address.port : 1080
    guard let authorization else { return .server(host: address.host, port: port) }
    return .server(host: address.host, port: port, authorization: authorization)
  }
}
