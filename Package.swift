// swift-tools-version: 6.2

import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let asyncHTTPClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTLS = Target.Dependency.product(name: "HummingbirdTLS", package: "hummingbird")
let hummingbirdCore = Target.Dependency.product(name: "HummingbirdCore", package: "hummingbird")
let httpTypes = Target.Dependency.product(name: "HTTPTypes", package: "swift-http-types")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")

let x509 = Target.Dependency.product(name: "X509", package: "swift-certificates")
let asn1 = Target.Dependency.product(name: "SwiftASN1", package: "swift-asn1")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let system = Target.Dependency.product(name: "SystemPackage", package: "swift-system")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")

// On Linux, re2.pc has flags that SwiftPM rejects with a warning, and none that it needs.
#if os(macOS)
  let re2Configuration: String? = "re2"
#else
  let re2Configuration: String? = nil
#endif

let package = Package(
  name: "drawbridge",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "drawbridge", targets: ["drawbridge"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
    .package(url: "https://github.com/apple/swift-asn1", from: "1.3.0"),
    .package(url: "https://github.com/apple/swift-certificates", from: "1.10.0"),
    .package(url: "https://github.com/apple/swift-configuration", from: "1.0.0"),
    .package(url: "https://github.com/apple/swift-crypto", "3.12.0"..<"5.0.0"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.3.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.6.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.81.0"),
    .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.29.0"),
    .package(url: "https://github.com/apple/swift-system", from: "1.5.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.0.0"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.25.0"),
    .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0", traits: []),
  ],
  targets: [
    .target(
      name: "CNcurses",
      linkerSettings: [
        .linkedLibrary("ncursesw", .when(platforms: [.linux])),
        .linkedLibrary("ncurses", .when(platforms: [.macOS])),
      ]),
    .systemLibrary(
      name: "CQREncode", pkgConfig: "libqrencode",
      providers: [.apt(["libqrencode-dev"]), .brew(["qrencode"])]),
    .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"]), .brew(["libpng"])]),
    .systemLibrary(
      name: "CJPEG", pkgConfig: "libturbojpeg",
      providers: [.apt(["libturbojpeg0-dev"]), .brew(["jpeg-turbo"])]),
    .systemLibrary(
      name: "CRE2Library", pkgConfig: re2Configuration, providers: [.apt(["libre2-dev"]), .brew(["re2"])]),
    .target(name: "CRE2", dependencies: ["CRE2Library"], linkerSettings: [.linkedLibrary("re2")]),
    .target(name: "Terminal", dependencies: ["CNcurses"], swiftSettings: settings),
    .target(name: "Imaging", dependencies: ["CJPEG", "CPNG"], swiftSettings: settings),
    .target(name: "YAMLEntries", dependencies: [yams], swiftSettings: settings),
    .target(name: "BridgeModel", swiftSettings: settings),
    .target(
      name: "ServerTransport",
      dependencies: ["BridgeModel", asyncHTTPClient, nioCore, nioHTTP1, nioPosix, nioSSL],
      swiftSettings: settings),
    .target(name: "DesktopAPI", dependencies: ["BridgeModel", "ServerTransport"], swiftSettings: settings),
    .target(
      name: "Authorization",
      dependencies: [
        "BridgeModel", "ServerTransport", crypto, hummingbird, hummingbirdCore, httpTypes, logging, nioCore,
      ], swiftSettings: settings),
    .target(
      name: "Settings", dependencies: ["BridgeModel", "YAMLEntries", configuration, system, yams],
      swiftSettings: settings),
    .target(name: "Logins", dependencies: ["BridgeModel", "CRE2"], swiftSettings: settings),
    .target(
      name: "BridgeStore", dependencies: ["BridgeModel", "Imaging", "Logins"], swiftSettings: settings),
    .target(
      name: "Dashboard",
      dependencies: ["BridgeModel", "BridgeStore", "CQREncode", "Imaging", "Logins", "Terminal"],
      swiftSettings: settings),
    .target(
      name: "Simulator",
      dependencies: [
        "BridgeModel", "Imaging", "YAMLEntries", crypto, hummingbird, httpTypes, logging, nioCore, yams,
      ],
      resources: [.embedInCode("Networks"), .embedInCode("Specification/openapi.yaml")],
      swiftSettings: settings),
    .target(
      name: "DrawbridgeApp",
      dependencies: [
        "Authorization", "BridgeModel", "BridgeStore", "Dashboard", "DesktopAPI", "Imaging", "Logins",
        "ServerTransport", "Settings", "Simulator", "Terminal", logging, subprocess, system,
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "drawbridge",
      dependencies: [
        "BridgeModel", "Dashboard", "DrawbridgeApp", "Settings", "Simulator", "Terminal", argumentParser,
      ],
      swiftSettings: settings),
    .executableTarget(
      name: "TerminalFixture", dependencies: ["Terminal", "TestSupport"], path: "Tests/TerminalFixture",
      swiftSettings: settings),
    .target(name: "CAllocationCount", path: "Tests/CAllocationCount"),
    .executableTarget(
      name: "benchmark",
      dependencies: [
        "BridgeModel", "BridgeStore", "CAllocationCount", "Dashboard", "Logins", "Terminal", "TestSupport",
      ], path: "Tests/Benchmark", swiftSettings: settings),
    .target(
      name: "TestSupport", dependencies: ["BridgeModel", "Logins"], path: "Tests/TestSupport",
      swiftSettings: settings),
    .target(
      name: "StubServer",
      dependencies: [
        "BridgeModel", hummingbird, hummingbirdTLS, httpTypes, logging, nioCore, nioSSL,
      ], path: "Tests/StubServer", swiftSettings: settings),
    .target(name: "TerminalHarness", path: "Tests/TerminalHarness", swiftSettings: settings),
    .testTarget(name: "ArchitectureTests", swiftSettings: settings),
    .testTarget(
      name: "TerminalTests",
      dependencies: ["CNcurses", "Terminal", "TerminalFixture", "TerminalHarness", "TestSupport"],
      swiftSettings: settings),
    .testTarget(name: "BridgeModelTests", dependencies: ["BridgeModel"], swiftSettings: settings),
    .testTarget(name: "ImagingTests", dependencies: ["Imaging"], swiftSettings: settings),
    .testTarget(
      name: "ServerTransportTests",
      dependencies: [
        "BridgeModel", "ServerTransport", "StubServer", asn1, asyncHTTPClient, crypto, hummingbird, httpTypes,
        nioCore,
        nioHTTP1,
        x509,
      ], swiftSettings: settings),
    .testTarget(
      name: "DesktopAPITests",
      dependencies: [
        "BridgeModel", "DesktopAPI", "ServerTransport", "StubServer", hummingbird, httpTypes,
      ], swiftSettings: settings),
    .testTarget(
      name: "AuthorizationTests",
      dependencies: [
        "Authorization", "BridgeModel", "DesktopAPI", "Simulator", "StubServer", "TestSupport",
        asyncHTTPClient, hummingbird, httpTypes, nioCore, nioHTTP1, nioPosix,
      ], swiftSettings: settings),
    .testTarget(
      name: "SettingsTests", dependencies: ["BridgeModel", "Settings", system], swiftSettings: settings),
    .testTarget(
      name: "LoginsTests", dependencies: ["BridgeModel", "Logins", "TestSupport"], swiftSettings: settings),
    .testTarget(
      name: "BridgeStoreTests",
      dependencies: ["BridgeModel", "BridgeStore", "Imaging", "Logins", "TestSupport"],
      swiftSettings: settings),
    .testTarget(
      name: "DashboardTests",
      dependencies: [
        "BridgeModel", "BridgeStore", "Dashboard", "Imaging", "Logins", "Simulator", "Terminal",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "SimulatorTests",
      dependencies: [
        "Authorization", "BridgeModel", "DesktopAPI", "Simulator", "TestSupport", "YAMLEntries",
      ],
      swiftSettings: settings),
    .testTarget(
      name: "DrawbridgeAppTests",
      dependencies: [
        "Authorization", "BridgeModel", "BridgeStore", "Dashboard", "DrawbridgeApp", "Imaging", "Logins",
        "ServerTransport", "Settings", "StubServer", "Terminal", "TestSupport", hummingbird, httpTypes,
        logging,
        subprocess, system,
      ],
      swiftSettings: settings),
    .testTarget(
      name: "EndToEnd",
      dependencies: [
        "Authorization", "BridgeModel", "DesktopAPI", "Simulator", "StubServer", "TerminalHarness",
        "drawbridge",
      ],
      swiftSettings: settings),
  ],
  cxxLanguageStandard: .cxx17
)
