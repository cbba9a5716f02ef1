import Foundation
import TestSupport
import Testing

/// Code in the documents that names its source file stands there word for word.
struct QuotationTests {
  static let documents = ["architecture", "frontier", "politeness", "threads-and-queues"]

  @Test(arguments: documents)
  func `quoted code stands in its source file`(name: String) throws {
    let document = try Document("docs/\(name).md")
    for block in document.blocks(of: "swift") {
      let path = try #require(
        block.above.firstMatch(of: /`(Sources\/[A-Za-z0-9_+\/]+\.swift)`/)?.1,
        "above a block of code in docs/\(name).md must stand where it is from")
      let source = try Document(String(path)).text
      // Three dots stand for lines that are left out.
      for part in Self.parts(block.text) {
        #expect(
          Self.unindented(source).contains(Self.unindented(part)),
          "not in \(path): \(part)")
      }
    }
  }

  private static func parts(_ text: String) -> [String] {
    text.components(separatedBy: "\n…\n")
  }

  /// The lines without the white space round them: a quotation may be indented differently.
  private static func unindented(_ text: String) -> String {
    text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty }
      .joined(separator: "\n")
  }
}
