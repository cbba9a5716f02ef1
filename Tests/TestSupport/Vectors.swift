public import Foundation
public import Testing

/// The test vectors of other projects, which are beside the checkout on a developer's machine and
/// in CI but not on a user's.
public enum Vectors {
  /// Their folder.
  public static let folder = Project.root.deletingLastPathComponent()
    .appending(path: "shared/vectors")

  /// Whether they are available.
  public static let areHere = FileManager.default.fileExists(atPath: folder.path)

  /// Returns the bytes of one file.
  public static func data(_ path: String) throws -> Data {
    try Data(contentsOf: folder.appending(path: path))
  }
}

extension Trait where Self == ConditionTrait {
  /// Skips a test if the vectors are absent, with a message.
  public static var needsVectors: Self {
    .enabled(if: Vectors.areHere, "the shared vectors are not beside this checkout")
  }
}
