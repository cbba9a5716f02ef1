// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that the users of the library do not see this program.

let settings: [SwiftSetting] =
  [
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
  ] + (Context.environment["MAGPIE_STRICT"] == nil ? [] : [.treatAllWarnings(as: .error)])

let package = Package(
  name: "magpie-fuzz",
  dependencies: [
    .package(name: "magpie", path: ".."),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
  ],
  targets: [
    .executableTarget(
      name: "fuzz",
      dependencies: [
        .product(name: "DevelopmentParsing", package: "magpie"),
        .product(name: "Crawling", package: "magpie"),
        .product(name: "Threads", package: "magpie"),
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      // The tests of the targets belong to the package above.
      path: "Sources", exclude: ["Tests"], swiftSettings: settings)
  ],
  swiftLanguageModes: [.v6]
)
