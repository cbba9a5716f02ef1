import Glibc

extension Folder {
  /// Returns the absolute path of a path that may be relative to the current folder, as written.
  public static func absolute(_ path: String) -> String {
    guard !path.hasPrefix("/"), let current = resolved(".") else { return path }
    return current == "/" ? "/" + path : current + "/" + path
  }

  /// Returns the absolute path of a file or folder without symbolic links (realpath(3)).
  ///
  /// - Returns: of a file that does not exist, the path that it would have; `nil` if its folder does
  ///   not exist.
  public static func resolved(_ path: String) -> String? {
    if let path = existing(path) { return path }
    let slash = path.lastIndex(of: "/")
    let parent = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    let name = slash.map { path[path.index(after: $0)...] } ?? path[...]
    return existing(parent).map { $0 == "/" ? "/\(name)" : "\($0)/\(name)" }
  }

  /// Returns the absolute path without symbolic links that a path has, or would have when the folders
  /// on its way that do not exist have been created.
  public static func resolvedAsFarAsItExists(_ path: String) -> String {
    var names = absolute(path).split(separator: "/")
    var missing: [Substring] = []
    var start: String?
    while start == nil, let name = names.last {
      start = existing("/" + names.joined(separator: "/"))
      guard start == nil else { break }
      missing.append(name)
      names.removeLast()
    }
    var whole = (start ?? "/").split(separator: "/")
    for name in missing.reversed() where name != "." {
      if name == ".." { _ = whole.popLast() } else { whole.append(name) }
    }
    return "/" + whole.joined(separator: "/")
  }

  private static func existing(_ path: String) -> String? {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    guard realpath(path, &buffer) != nil else { return nil }
    return String(
      decoding: buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
