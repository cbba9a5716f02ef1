import Foundation
import TestSupport

/// A text of the project, with its fenced blocks.
struct Document {
  let name: String
  let text: String

  /// A fenced block of code.
  struct Block {
    /// The word behind the fence.
    let language: String
    /// The nearest line above the fence that is not empty.
    let above: String
    /// What stands between the fences, with a line end.
    let text: String
  }

  /// Reads a file by its path from the root of the project.
  init(_ name: String) throws {
    self.name = name
    text = try String(contentsOf: Project.root.appending(path: name), encoding: .utf8)
  }

  /// The blocks of one language, in the order of the text.
  func blocks(of language: String) -> [Block] { blocks.filter { $0.language == language } }

  var blocks: [Block] {
    var blocks: [Block] = []
    var open: (language: String, above: String, lines: [Substring])?
    var above = ""
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      guard line.hasPrefix("```") else {
        open?.lines.append(line)
        if open == nil, !line.isEmpty { above = String(line) }
        continue
      }
      if let block = open {
        blocks.append(
          Block(
            language: block.language, above: block.above,
            text: block.lines.map { $0 + "\n" }.joined()))
        open = nil
      } else {
        open = (String(line.dropFirst(3)), above, [])
      }
    }
    return blocks
  }

  /// What stands below a heading of any level, up to the next heading of the same form.
  func section(_ title: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    guard let start = lines.firstIndex(where: { $0.hasPrefix("#") && $0.hasSuffix("# " + title) })
    else { return "" }
    let level = lines[start].prefix { $0 == "#" }
    return lines[(start + 1)...].prefix { !$0.hasPrefix(level + " ") }.joined(separator: "\n")
  }

  /// The rows of the first table below a heading, each as its cells, without the head.
  func table(below title: String) -> [[String]] {
    section(title).split(separator: "\n").drop { !$0.hasPrefix("|") }.prefix { $0.hasPrefix("|") }
      .dropFirst(2)
      .map { row in
        row.dropFirst().dropLast().split(separator: " |").map {
          $0.trimmingCharacters(in: .whitespaces.union(["|"]))
        }
      }
  }
}

/// The programs that were built beside these tests.
enum BuiltPrograms {
  static let folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent()
}
