import Foundation
import TestSupport
import Testing

/// The articles of the library's documentation, which `scripts/check` builds with DocC.
struct ArticleTests {
  private static let catalog = "Sources/Crawling/Crawling.docc"

  static let articles: [String] = {
    let folder = Project.root.appending(path: catalog).path
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return names.filter { $0.hasSuffix(".md") }.sorted()
  }()

  @Test func `there are four articles beside the start page`() {
    #expect(
      Self.articles == [
        "ChoosingImages.md", "CollectingImages.md", "Crawling.md", "ReadingRecords.md",
        "WatchingACrawl.md",
      ])
  }

  /// What is shown is built: by `scripts/check` as an example, or as the package of the README.
  @Test(arguments: articles)
  func `each Swift block is a program of the examples, or is in the README`(name: String) throws {
    let examples = Project.root.appending(path: "Examples/Sources").path
    let readme = try Document("README.md").blocks(of: "swift").map(\.text)
    let programs = try FileManager.default.contentsOfDirectory(atPath: examples).map {
      try Document("Examples/Sources/\($0)/main.swift").text
    }
    for block in try Document("\(Self.catalog)/\(name)").blocks(of: "swift") {
      #expect((readme + programs).contains(block.text), "\(block.text)")
    }
  }
}
