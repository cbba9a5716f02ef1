import Foundation
import TestSupport

/// What SwiftPM says of the package: its targets, what each may import, and its products.
struct PackageDescription: Decodable {
  struct Target: Decodable {
    let name: String
    let path: String
    let type: String
    private let target_dependencies: [String]?
    private let product_dependencies: [String]?

    var dependencies: [String] { target_dependencies ?? [] }
    var products: [String] { product_dependencies ?? [] }
  }

  struct Product: Decodable {
    let name: String
    let targets: [String]
  }

  let targets: [Target]
  let products: [Product]

  /// Asks SwiftPM, with a build folder of its own: the usual one is locked while tests run.
  static func read() throws -> PackageDescription {
    let folder = try TemporaryFolder()
    let outcome = try Shell.run(
      "swift",
      [
        "package", "--package-path", Project.root.path, "--scratch-path", folder.url.path,
        "describe", "--type", "json",
      ])
    guard let start = outcome.stdout.firstIndex(of: "{") else {
      throw Unreadable(words: outcome.stderr)
    }
    return try JSONDecoder().decode(Self.self, from: Data(outcome.stdout[start...].utf8))
  }

  struct Unreadable: Error {
    let words: String
  }

  func target(_ name: String) -> Target? { targets.first { $0.name == name } }
}
