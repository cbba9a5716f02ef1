import Foundation
import TestSupport

/// What `swift package describe` says of this package.
struct PackageDescription: Decodable {
  /// One target, as the package manager sees it.
  struct Target: Decodable {
    let name: String
    let path: String
    let type: String
    let targetDependencies: [String]?
    let productDependencies: [String]?

    enum CodingKeys: String, CodingKey {
      case name, path, type
      case targetDependencies = "target_dependencies"
      case productDependencies = "product_dependencies"
    }

    /// The targets of this package that it depends on.
    var dependencies: Set<String> { Set(targetDependencies ?? []) }
    /// The products of other packages that it depends on.
    var products: Set<String> { Set(productDependencies ?? []) }
  }

  let targets: [Target]

  /// What the package manager says; it is asked once for all tests.
  static let ofThisPackage = Result { try read() }

  /// Asks the package manager.
  ///
  /// It has a scratch folder of its own, because the usual one is locked while `swift test` runs. It
  /// reads the manifest only and needs no network.
  private static func read() throws -> PackageDescription {
    let scratch = try TemporaryFolder()
    let outcome = try Shell.run(
      "swift",
      [
        "package", "--package-path", Project.root.path, "--scratch-path", scratch.path, "describe",
        "--type", "json",
      ])
    guard outcome.status == 0 else { throw Refused(words: outcome.stderr) }
    return try JSONDecoder().decode(PackageDescription.self, from: outcome.standardOutput)
  }

  /// The package manager did not describe the package.
  struct Refused: Error {
    let words: String
  }
}
