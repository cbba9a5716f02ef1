public import Foundation

/// The location of this checkout.
public enum Project {
  /// The root folder of the checkout.
  public static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Returns a file or folder below `fixtures`.
  public static func fixture(_ path: String) -> URL {
    root.appending(path: "fixtures").appending(path: path)
  }
}
