import Foundation
import TestSupport

/// A Swift file of the project.
struct SourceFile {
  /// Its path below the project's root.
  let path: String
  let text: String

  /// The folders with Swift files: of the package, and of the packages that are nested in it.
  static let folders = [
    "Sources", "Tests", "Benchmarks/Sources", "Fuzz/Sources", "Examples/Sources",
  ]

  /// All Swift files below a folder.
  static func all(below folder: String) throws -> [SourceFile] {
    let root = Project.root.appending(path: folder)
    let names =
      FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
    return try names.filter { $0.hasSuffix(".swift") }.map { name in
      SourceFile(
        path: "\(folder)/\(name)",
        text: try String(contentsOf: root.appending(path: name), encoding: .utf8))
    }
  }
}
