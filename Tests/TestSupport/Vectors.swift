public import Foundation
public import Testing

/// The test vectors from the outside world, which stand beside the checkout on a developer's
/// machine and in CI but not on a user's.
public enum Vectors {
  /// The folder that holds them.
  public static let folder = Project.root.deletingLastPathComponent()
    .appending(path: "shared/vectors")

  /// Whether they are on this machine.
  public static let areHere = FileManager.default.fileExists(atPath: folder.path)

  /// The bytes of one file of them.
  public static func data(_ path: String) throws -> Data {
    try Data(contentsOf: folder.appending(path: path))
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips a test where the vectors are absent, and says so.
  public static var needsVectors: Self {
    .enabled(if: Vectors.areHere, "the shared vectors are not beside this checkout")
  }
}
