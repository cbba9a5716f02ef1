// swift-tools-version: 6.2
import PackageDescription

// In a package elsewhere, the dependency has the address of Magpie's repository instead of a path.

let settings: [SwiftSetting] =
  Context.environment["MAGPIE_STRICT"] == nil ? [] : [.treatAllWarnings(as: .error)]

let crawling = Target.Dependency.product(name: "Crawling", package: "magpie")
let threads = Target.Dependency.product(name: "Threads", package: "magpie")

let package = Package(
  name: "magpie-examples",
  dependencies: [.package(name: "magpie", path: "..")],
  targets: [
    .executableTarget(
      name: "collect-images", dependencies: [crawling], swiftSettings: settings),
    .executableTarget(
      name: "print-stored", dependencies: [crawling], swiftSettings: settings),
    .executableTarget(
      name: "list-images", dependencies: [crawling], swiftSettings: settings),
    .executableTarget(
      name: "watch-a-crawl", dependencies: [crawling], swiftSettings: settings),
    .executableTarget(
      name: "choose-images", dependencies: [crawling], swiftSettings: settings),
    .executableTarget(
      name: "read-records", dependencies: [crawling], swiftSettings: settings),
    .executableTarget(
      name: "share-a-queue", dependencies: [threads], swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
