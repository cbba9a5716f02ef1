// swift-tools-version: 6.2
import PackageDescription

// Warnings are errors for the project's own checks, not for a user with a newer compiler.
let strict: [SwiftSetting] =
  Context.environment["MAGPIE_STRICT"] == nil ? [] : [.treatAllWarnings(as: .error)]

let everywhere: [SwiftSetting] =
  [
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
  ] + strict

// Above the tools a raw pointer does not compile.
let pointerFree: [SwiftSetting] =
  everywhere + [
    .strictMemorySafety(),
    .treatWarning("StrictMemorySafety", as: .error),
  ]

// With Swift's own libraries inside, the program starts in three quarters of the time and takes 6 MB
// less. Toolchains need not have them in that form, so the scripts look and say so.
let isSelfContained = Context.environment["MAGPIE_STATIC"] != nil

let ownLibraries =
  ["-static-stdlib"]
  + [
    "FoundationEssentials", "FoundationInternationalization", "CoreFoundation",
    "_FoundationICU", "_FoundationCShims", "_FoundationCollections", "stdc++",
  ].map { "-l\($0)" }

// The relocations of a program with so much inside are 2 MB, which are read at each start; packed they
// are hardly anything. The loader understands that from glibc 2.36 on; the scripts look and say so.
let packedRelocations =
  Context.environment["MAGPIE_PACKED_RELOCATIONS"] == nil
  ? [] : ["-use-ld=lld", "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs"]

// The names of functions stay in the program, and its tables of line numbers do not: a fifth of it.
let withoutLines = ["-Xlinker", "--strip-debug"]

let selfContained: [LinkerSetting] =
  isSelfContained
  ? [
    .unsafeFlags(
      ownLibraries + packedRelocations + withoutLines,
      .when(platforms: [.linux], configuration: .release))
  ] : []

func library(
  _ name: String, _ dependencies: [Target.Dependency] = [], resources: [Resource]? = nil
) -> Target {
  .target(
    name: name, dependencies: dependencies, resources: resources, swiftSettings: pointerFree)
}

func tool(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: everywhere)
}

func tests(of name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(
    name: name + "Tests", dependencies: [.init(stringLiteral: name), "TestSupport"] + dependencies,
    swiftSettings: everywhere)
}

// The styles and scripts of the pages that Magpie writes, as files in Sources/Reporting.
let pageFiles =
  ["Style/base.css", "Audit/audit.css"]
  + ["page", "plain", "tools", "pictures", "lightbox"].map { "Gallery/Style/\($0).css" }
  + [
    "elements", "picture", "index", "selection", "rows", "thumbnail", "tile", "view", "swipe",
    "lightbox",
    "tools", "address", "gallery", "start",
  ].map { "Gallery/Script/\($0).js" }
  + ["feed", "numbers", "hosts", "faults", "lookup", "tabs", "live"].map { "Live/\($0).js" }
  + ["Live/live.css"]

let package = Package(
  name: "magpie",
  products: [
    .executable(name: "magpie", targets: ["magpie"]),
    .library(name: "Crawling", targets: ["Crawling", "CrawlModel", "Addressing"]),
    .library(name: "Threads", targets: ["Threads"]),
    // What Benchmarks and Fuzz import. These are not a public interface and may change at any time;
    // nobody else should use them.
    .library(name: "DevelopmentScheduling", targets: ["Scheduling"]),
    .library(
      name: "DevelopmentExtracting",
      targets: ["Extracting", "CrawlModel", "Addressing", "Growth"]),
    .library(
      name: "DevelopmentParsing",
      targets: [
        "Addressing", "Bytes", "Codings", "Crawling", "CrawlModel", "Extracting", "Fetching",
        "Markup", "Robots", "Scheduling", "Sniffing",
      ]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/swhitty/FlyingFox", .upToNextMinor(from: "0.27.1")),
  ],
  targets: [
    // MARK: C
    .target(name: "CPlatform"),
    .target(
      name: "CRE2", linkerSettings: [.linkedLibrary("re2")]),
    .target(
      name: "CDecoders",
      linkerSettings: [.linkedLibrary("jpeg"), .linkedLibrary("png"), .linkedLibrary("webp")]),
    .systemLibrary(
      name: "CLibcurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
    .systemLibrary(
      name: "CLibxml2", pkgConfig: "libxml-2.0", providers: [.apt(["libxml2-dev"])]),
    .systemLibrary(name: "CLibidn2", pkgConfig: "libidn2", providers: [.apt(["libidn2-dev"])]),
    .systemLibrary(name: "CLibpsl", pkgConfig: "libpsl", providers: [.apt(["libpsl-dev"])]),
    .systemLibrary(
      name: "CLibcrypto", pkgConfig: "libcrypto", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(
      name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(
      name: "CLibdeflate", pkgConfig: "libdeflate", providers: [.apt(["libdeflate-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .systemLibrary(
      name: "CBrotli", pkgConfig: "libbrotlidec", providers: [.apt(["libbrotli-dev"])]),
    .systemLibrary(name: "CZstd", pkgConfig: "libzstd", providers: [.apt(["libzstd-dev"])]),
    .systemLibrary(
      name: "CLibarchive", pkgConfig: "libarchive", providers: [.apt(["libarchive-dev"])]),
    // Its pkg-config file would put headers of common names, such as read.h, in the way of others.
    .systemLibrary(name: "CHiredis", providers: [.apt(["libhiredis-dev"])]),

    // MARK: Tools
    tool("Bytes", ["CLibcrypto", "CZlib"]),
    tool("Codings", ["Bytes", "CBrotli", "CLibdeflate", "CZlib", "CZstd"]),
    tool("Archives", ["CLibarchive"]),
    tool("Files", ["Bytes", "CPlatform"]),
    tool("Likeness", ["CDecoders", "CPlatform"]),
    tool("Threads", ["CPlatform"]),
    tool("Curl", ["Bytes", "CLibcurl", "CPlatform"]),
    tool("Markup", ["Bytes", "CLibxml2"]),
    tool("DomainNames", ["CLibidn2", "CLibpsl"]),
    tool("Patterns", ["CRE2"]),
    tool("Redis", ["CHiredis", "CLibcurl"]),
    tool("Robots", ["Bytes"]),
    tool("S3", ["Bytes", "CLibcurl"]),
    tool(
      "Statements",
      [
        "Bytes", "CSQLite",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ]),

    // MARK: Words
    library("Addressing", ["Bytes", "DomainNames"]),
    library("CrawlModel", ["Addressing", "Bytes", "Codings", "Files", "Threads"]),

    // MARK: Stages
    library("Scoping", ["CrawlModel", "Addressing", "Patterns"]),
    library(
      "Scheduling",
      [
        "CrawlModel", "Addressing", "Threads", "Files", "Redis", "Robots", "Statements",
        .product(name: "DequeModule", package: "swift-collections"),
        .product(name: "HeapModule", package: "swift-collections"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ], resources: [.embedInCode("Shared/frontier.lua")]),
    library(
      "Fetching",
      [
        "CrawlModel", "Addressing", "Codings", "Curl", "DomainNames", "Threads", "Files", "Bytes",
      ]),
    library("Sniffing", ["CrawlModel", "Bytes", "Markup"]),
    library("Extracting", ["CrawlModel", "Addressing", "Markup", "Bytes"]),
    library("Storing", ["CrawlModel", "Addressing", "Files", "Bytes", "S3", "Threads"]),
    library(
      "Archiving",
      ["CrawlModel", "Addressing", "Archives", "Codings", "Files", "Bytes", "Threads"]),
    library(
      "Reporting", ["CrawlModel", "Addressing", "Archives", "Files", "Bytes"],
      resources: pageFiles.map { .embedInCode($0) }),
    library(
      "Serving",
      [
        "Addressing", "Files", "Threads", .product(name: "FlyingSocks", package: "FlyingFox"),
      ]),

    // MARK: Engine
    library(
      "Crawling",
      [
        "Scoping", "Scheduling", "Fetching", "Sniffing", "Extracting", "Storing", "Archiving",
        "Reporting", "Serving",
        "CrawlModel", "Addressing", "Likeness", "Threads", "Files", "Bytes", "Patterns", "Curl",
        "Markup", "Redis", "Robots", "S3", "Statements",
      ]),

    // MARK: Program
    .executableTarget(
      name: "magpie",
      dependencies: [
        "Crawling", "CrawlModel", "Addressing", "Files", "Threads",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: pointerFree,
      linkerSettings: selfContained),

    // MARK: Tests
    .target(
      name: "Loopback", dependencies: ["Threads"], path: "Tests/Loopback", swiftSettings: everywhere
    ),
    .executableTarget(
      name: "loopback-site", dependencies: ["Loopback", "TestSupport", "Threads"],
      path: "Tests/loopback-site",
      swiftSettings: everywhere),
    .target(
      name: "TestSupport", dependencies: ["Loopback", "Bytes", "CZlib", "Threads"],
      path: "Tests/TestSupport",
      swiftSettings: everywhere),
    tests(of: "Bytes"),
    tests(of: "Codings"),
    tests(of: "Archives"),
    tests(of: "Files", ["Bytes"]),
    tests(of: "Likeness"),
    tests(of: "Threads"),
    tests(of: "Markup"),
    tests(of: "DomainNames"),
    tests(of: "Patterns", ["Threads"]),
    tests(of: "Redis", ["Threads"]),
    tests(of: "Robots", ["Addressing", "Bytes"]),
    tests(of: "S3", ["Bytes"]),
    tests(of: "Statements", [.product(name: "GRDB", package: "GRDB.swift")]),
    tests(of: "Addressing"),
    tests(of: "CrawlModel", ["Addressing", "Bytes"]),
    tests(of: "Scoping", ["Addressing", "CrawlModel", "Patterns"]),
    tests(
      of: "Scheduling",
      [
        "Addressing", "CrawlModel", "Bytes", "Files", "Redis", "Threads", "Robots",
        .product(name: "HeapModule", package: "swift-collections"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ]),
    tests(
      of: "Fetching",
      [
        "Addressing", "CrawlModel", "Bytes", "Codings", "Curl", "Files", "Scheduling", "Threads",
      ]),
    tests(of: "Sniffing", ["CrawlModel", "Bytes"]),
    tests(of: "Extracting", ["Addressing", "CrawlModel", "Bytes", "Markup"]),
    tests(of: "Storing", ["Addressing", "CrawlModel", "Files", "Bytes", "S3", "Threads"]),
    tests(of: "Archiving", ["Addressing", "CrawlModel", "Codings", "Files", "Bytes", "Threads"]),
    tests(of: "Serving", ["Addressing", "Threads"]),
    tests(of: "Reporting", ["Addressing", "CrawlModel", "Files", "Bytes", "Threads"]),
    tests(
      of: "Crawling",
      ["Addressing", "CrawlModel", "Bytes", "Files", "Scheduling", "Storing", "Threads"]),
    .testTarget(
      name: "CommandTests",
      dependencies: ["magpie", "TestSupport", .product(name: "GRDB", package: "GRDB.swift")],
      exclude: ["Screens"],
      swiftSettings: everywhere),
    .testTarget(
      name: "TestSupportTests", dependencies: ["TestSupport", "Loopback", "Threads"],
      swiftSettings: everywhere),
    .testTarget(
      name: "DocumentationTests",
      dependencies: ["magpie", "Crawling", "CrawlModel", "TestSupport"],
      swiftSettings: everywhere),
    // The targets of the fuzzer with their seeds; the program is in a package of its own.
    .testTarget(
      name: "FuzzTests",
      dependencies: [
        "Addressing", "Bytes", "Codings", "Crawling", "CrawlModel", "Extracting", "Fetching",
        "Markup", "Robots", "Scheduling", "Sniffing", "Threads", "TestSupport",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      path: "Fuzz/Sources", exclude: ["fuzz"], swiftSettings: everywhere),
    .target(name: "CInstructions", path: "Tests/CInstructions"),
    .target(
      name: "Growth",
      dependencies: [
        "Crawling", "Extracting", "Fetching", "Sniffing", "Robots", "Markup", "CrawlModel",
        "Addressing", "Bytes", "Codings",
      ],
      path: "Tests/Growth", swiftSettings: everywhere),
    .testTarget(
      name: "GrowthTests", dependencies: ["Growth", "CInstructions"],
      swiftSettings: everywhere),
    .testTarget(
      name: "ArchitectureTests", dependencies: ["TestSupport"], swiftSettings: everywhere),
  ],
  swiftLanguageModes: [.v6]
)
