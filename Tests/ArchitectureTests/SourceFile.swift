import Foundation
import TestSupport

/// A Swift file of the project.
struct SourceFile {
  /// Its path below the root of the project.
  let path: String
  /// Its lines.
  let lines: [Substring]

  /// The target it belongs to: the folder below `Sources` or `Tests`.
  var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }

  /// Its name without the extension.
  var name: String { URL(filePath: path).deletingPathExtension().lastPathComponent }

  /// The modules it imports.
  var imports: [String] {
    lines.compactMap { line in
      let words = line.split(separator: " ")
      guard let place = words.firstIndex(of: "import"), place < words.count - 1,
        words[..<place].allSatisfy({ $0.hasPrefix("@") || Self.access.contains($0) })
      else { return nil }
      return words[words.count - 1].split(separator: ".").first.map(String.init)
    }
  }

  private static let access: Set<Substring> = ["public", "package", "internal", "private"]

  /// All files below some folders of the project.
  static func all(below folders: String...) throws -> [SourceFile] {
    try folders.flatMap { folder in
      let root = Project.root.appending(path: folder)
      let paths = try FileManager.default.subpathsOfDirectory(atPath: root.path)
      return try paths.filter { $0.hasSuffix(".swift") }.map { path in
        let text = try String(contentsOf: root.appending(path: path), encoding: .utf8)
        return SourceFile(
          path: "\(folder)/\(path)",
          lines: text.split(separator: "\n", omittingEmptySubsequences: false))
      }
    }
  }
}
