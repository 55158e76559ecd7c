// swift-tools-version: 6.2
import PackageDescription

/// What every target of ours is built with: warnings are errors, so that none is ever left lying.
let settings: [SwiftSetting] = [
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
]

let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")
let nioTLS = Target.Dependency.product(name: "NIOTLS", package: "swift-nio")
let nioSSL = Target.Dependency.product(name: "NIOSSL", package: "swift-nio-ssl")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let argumentParser = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let rainbow = Target.Dependency.product(name: "Rainbow", package: "Rainbow")
let swiftCSV = Target.Dependency.product(name: "SwiftCSV", package: "SwiftCSV")
let subprocess = Target.Dependency.product(name: "Subprocess", package: "swift-subprocess")
let unixSignals = Target.Dependency.product(name: "UnixSignals", package: "swift-service-lifecycle")
let deque = Target.Dependency.product(name: "DequeModule", package: "swift-collections")

let package = Package(
    name: "twoway",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "twoway", targets: ["twoway"]),
        .executable(name: "twoway-server", targets: ["twoway-server"]),
        .executable(name: "twoway-admin", targets: ["twoway-admin"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.6"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.2"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        .package(url: "https://github.com/onevcat/Rainbow", from: "4.2.2"),
        .package(url: "https://github.com/swiftcsv/SwiftCSV", from: "0.10.0"),
    ],
    targets: [
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CArgon2", pkgConfig: "libargon2", providers: [.apt(["libargon2-dev"])]),

        .target(name: "JSONRPC", swiftSettings: settings),
        .target(
            name: "JSONRPCTransport",
            dependencies: ["JSONRPC", nioCore, nioPosix, nioTLS, nioSSL, logging, lifecycle],
            swiftSettings: settings
        ),
        .target(name: "TwoWayModel", swiftSettings: settings),
        .target(name: "TwoWayProtocol", dependencies: ["JSONRPC", "TwoWayModel"], swiftSettings: settings),
        .target(name: "BoundedWork", swiftSettings: settings),
        .target(
            name: "TwoWayAuth",
            dependencies: ["BoundedWork", "TwoWayProtocol", "TwoWayModel", "CArgon2", crypto],
            swiftSettings: settings
        ),
        .target(
            name: "TwoWayRepository",
            dependencies: ["TwoWayModel", "CLibPQ", logging, crypto, subprocess, deque],
            swiftSettings: settings
        ),
        .target(
            name: "TwoWayService",
            dependencies: [
                "BoundedWork", "JSONRPC", "TwoWayModel", "TwoWayProtocol", "TwoWayAuth", "TwoWayRepository", logging,
                crypto, mustache,
            ],
            swiftSettings: settings
        ),

        .executableTarget(
            name: "twoway-server",
            dependencies: [
                "JSONRPC", "JSONRPCTransport", "TwoWayModel", "TwoWayProtocol", "TwoWayAuth", "TwoWayRepository",
                "TwoWayService", logging, lifecycle, unixSignals, configuration, argumentParser,
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "twoway-admin",
            dependencies: [
                "TwoWayModel", "TwoWayProtocol", "TwoWayAuth", "TwoWayRepository", "TwoWayService", logging,
                argumentParser, nioSSL,
            ],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "twoway",
            dependencies: [
                "JSONRPC", "JSONRPCTransport", "TwoWayModel", "TwoWayProtocol", argumentParser, yams, rainbow, swiftCSV,
                unixSignals,
            ],
            swiftSettings: settings
        ),

        .executableTarget(
            name: "twoway-scale",
            dependencies: [
                "JSONRPC", "TwoWayModel", "TwoWayProtocol", "TwoWaySite", argumentParser, yams,
            ],
            path: "Tests/Scale",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "twoway-bench",
            dependencies: [
                "JSONRPC", "TwoWayAuth", "TwoWayModel", "TwoWayProtocol", "TwoWayRepository", "TwoWaySite",
                argumentParser, subprocess, nioCore, nioPosix, nioSSL,
            ],
            path: "Tests/Bench",
            exclude: ["Peer"],
            swiftSettings: settings
        ),
        .executableTarget(
            name: "twoway-soak",
            dependencies: [
                "JSONRPC", "JSONRPCTransport", "TwoWayModel", "TwoWayProtocol", "TwoWaySite", argumentParser,
            ],
            path: "Tests/Soak",
            swiftSettings: settings
        ),
        .executableTarget(
            name: "twoway-draws",
            dependencies: ["TwoWayModel", "JSONRPC"],
            path: "Tests/Draws",
            swiftSettings: settings
        ),
        .target(
            name: "TwoWaySite",
            dependencies: ["JSONRPC", "JSONRPCTransport", "TwoWayModel", "TwoWayProtocol", subprocess],
            path: "Tests/SiteSupport",
            swiftSettings: settings
        ),
        .target(
            name: "TwoWayTestSupport",
            dependencies: [
                "JSONRPC", "TwoWayModel", "TwoWayProtocol", "TwoWayAuth", "TwoWayRepository", "TwoWayService", logging,
            ],
            path: "Tests/TwoWayTestSupport",
            swiftSettings: settings
        ),
        .testTarget(name: "JSONRPCTests", dependencies: ["JSONRPC"], swiftSettings: settings),
        .testTarget(
            name: "JSONRPCTransportTests",
            dependencies: ["JSONRPC", "JSONRPCTransport", nioCore, nioPosix, logging, lifecycle],
            swiftSettings: settings
        ),
        .testTarget(name: "TwoWayModelTests", dependencies: ["TwoWayModel"], swiftSettings: settings),
        .testTarget(
            name: "TwoWayProtocolTests",
            dependencies: ["TwoWayProtocol", "JSONRPC", "TwoWayModel"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "TwoWayAuthTests",
            dependencies: ["BoundedWork", "TwoWayAuth", "TwoWayModel", "CArgon2"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "TwoWayRepositoryTests",
            dependencies: ["TwoWayRepository", "TwoWayModel", "TwoWayTestSupport", "CLibPQ"],
            swiftSettings: settings
        ),
        .testTarget(
            name: "TwoWayServiceTests",
            dependencies: [
                "TwoWayService", "TwoWayRepository", "TwoWayAuth", "TwoWayProtocol", "TwoWayModel", "JSONRPC",
                "TwoWayTestSupport", yams,
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "TwowayCommandTests",
            dependencies: [
                "twoway", "JSONRPC", "JSONRPCTransport", "TwoWayModel", "TwoWayProtocol", argumentParser,
            ],
            swiftSettings: settings
        ),
        .testTarget(
            name: "EndToEndTests",
            dependencies: [
                "TwoWayProtocol", "TwoWayModel", "TwoWayAuth", "JSONRPC", "JSONRPCTransport", yams, subprocess,
                // Run as programs, so they have to be built first.
                "twoway", "twoway-server", "twoway-admin", "twoway-soak",
            ],
            swiftSettings: settings
        ),
    ]
)
