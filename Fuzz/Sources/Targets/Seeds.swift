import Foundation

/// The seeds of the targets: the files in `Fuzz/corpora`, a folder for each target.
enum Seeds {
  /// The seeds of a target.
  static func files(of target: Target) throws -> [URL] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../corpora/\(target.name)").standardizedFileURL
    return try FileManager.default.contentsOfDirectory(
      at: folder, includingPropertiesForKeys: nil
    ).sorted { $0.path < $1.path }
  }
}
