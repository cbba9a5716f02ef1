// swift-tools-version: 6.2
import PackageDescription

// A package of its own, so that the users of the library do not see these programs. scripts/bench
// builds and runs them.

let settings: [SwiftSetting] =
  [
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("ExistentialAny"),
  ] + (Context.environment["MAGPIE_STRICT"] == nil ? [] : [.treatAllWarnings(as: .error)])

func part(_ name: String) -> Target.Dependency { .product(name: name, package: "magpie") }

let package = Package(
  name: "magpie-benchmarks",
  dependencies: [.package(name: "magpie", path: "..")],
  targets: [
    .executableTarget(
      name: "frontier-bench",
      dependencies: [part("Crawling"), part("DevelopmentScheduling"), part("Threads")],
      swiftSettings: settings),
    .executableTarget(
      name: "discovery-speed", dependencies: [part("DevelopmentExtracting")],
      swiftSettings: settings),
    .executableTarget(
      name: "growth-bench", dependencies: [part("DevelopmentExtracting"), "CCountedCalls"],
      swiftSettings: settings),
    .target(name: "CCountedCalls"),
    .executableTarget(name: "bench-site", swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
