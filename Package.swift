// swift-tools-version: 6.1

import PackageDescription

let settings: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
  name: "drawbridge",
  platforms: [.macOS(.v14)],
  targets: [
    .target(
      name: "CNcurses",
      linkerSettings: [
        .linkedLibrary("ncursesw", .when(platforms: [.linux])),
        .linkedLibrary("ncurses", .when(platforms: [.macOS])),
      ]),
    .target(name: "Terminal", dependencies: ["CNcurses"], swiftSettings: settings),
    .target(name: "BridgeModel", swiftSettings: settings),
    .executableTarget(
      name: "TerminalFixture", dependencies: ["Terminal"], path: "Tests/TerminalFixture",
      swiftSettings: settings),
    .testTarget(name: "TerminalTests", dependencies: ["Terminal"], swiftSettings: settings),
    .testTarget(name: "BridgeModelTests", dependencies: ["BridgeModel"], swiftSettings: settings),
  ]
)
