/// The server's name, version and addresses (`GET /v1/info`; snake_case).
public struct ServerInfo: Codable, Equatable, Sendable {
  /// The program.
  public struct App: Codable, Equatable, Sendable {
    /// Its name.
    public var name: String
    /// Its version.
    public var version: String
    /// Its bundle identifier.
    public var bundleID: String?

    private enum CodingKeys: String, CodingKey {
      case name, version
      case bundleID = "bundle_id"
    }

    /// A program with these properties.
    public init(name: String, version: String, bundleID: String? = nil) {
      self.name = name
      self.version = version
      self.bundleID = bundleID
    }
  }

  /// The system it runs on.
  public struct Platform: Codable, Equatable, Sendable {
    /// The operating system.
    public var os: String
    /// The processor's architecture.
    public var arch: String
    /// The system's version.
    public var release: String?

    /// A system with these properties.
    public init(os: String, arch: String, release: String? = nil) {
      self.os = os
      self.arch = arch
      self.release = release
    }
  }

  /// The server's addresses and state.
  public struct Server: Codable, Equatable, Sendable {
    /// The server's state, such as `running`.
    public var status: String
    /// The base URL.
    public var baseURL: String
    /// The host name.
    public var hostname: String
    /// The port.
    public var port: Int
    /// Whether it can be reached from other machines.
    public var remoteAccess: Bool
    /// Whether its MCP server is on.
    public var mcpEnabled: Bool

    private enum CodingKeys: String, CodingKey {
      case status, hostname, port
      case baseURL = "base_url"
      case remoteAccess = "remote_access"
      case mcpEnabled = "mcp_enabled"
    }

    /// A server with these properties.
    public init(
      status: String, baseURL: String, hostname: String, port: Int, remoteAccess: Bool, mcpEnabled: Bool
    ) {
      self.status = status
      self.baseURL = baseURL
      self.hostname = hostname
      self.port = port
      self.remoteAccess = remoteAccess
      self.mcpEnabled = mcpEnabled
    }
  }

  /// The program.
  public var app: App
  /// The system it runs on.
  public var platform: Platform
  /// The server's addresses and state.
  public var server: Server
  /// The addresses of the server's other services, as raw JSON.
  public var endpoints: JSONValue?

  /// A server with these properties.
  public init(app: App, platform: Platform, server: Server, endpoints: JSONValue? = nil) {
    self.app = app
    self.platform = platform
    self.server = server
    self.endpoints = endpoints
  }
}
