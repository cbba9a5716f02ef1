// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that the users of the library do not see these programs.

let settings: [SwiftSetting] =
  [
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
  ] + (Context.environment["MAGPIE_STRICT"] == nil ? [] : [.treatAllWarnings(as: .error)])

let package = Package(
  name: "magpie-fuzz",
  dependencies: [.package(name: "magpie", path: "..")],
  targets: [
    .executableTarget(
      name: "scan-fuzz",
      dependencies: [.product(name: "DevelopmentExtracting", package: "magpie")],
      swiftSettings: settings)
  ],
  swiftLanguageModes: [.v6]
)
