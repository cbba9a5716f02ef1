public import Foundation
@_exported public import Loopback

/// A new, empty folder that is removed with everything in it when it is released.
public final class TemporaryFolder: Sendable {
  /// Its location.
  public let url: URL

  /// Creates a folder in the system's folder for temporary files.
  public init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "magpie-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Its path, without a slash at the end.
  public var path: String { url.path(percentEncoded: false) }

  /// Returns the path of a file or folder in it, which need not exist.
  public func file(_ path: String) -> URL { url.appending(path: path) }

  /// Writes a file, and creates its parent folders.
  @discardableResult
  public func write(_ data: Data, to path: String) throws -> URL {
    let url = file(path)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: url)
    return url
  }

  /// Writes a text file in UTF-8, and creates its parent folders.
  @discardableResult
  public func write(_ text: String, to path: String) throws -> URL {
    try write(Data(text.utf8), to: path)
  }

  /// The paths of all files in it, relative and sorted.
  public func contents() throws -> [String] {
    let all = try FileManager.default.subpathsOfDirectory(atPath: path)
    return all.filter { name in
      var isFolder: ObjCBool = false
      return FileManager.default.fileExists(atPath: path + "/" + name, isDirectory: &isFolder)
        && !isFolder.boolValue
    }.sorted()
  }
}
