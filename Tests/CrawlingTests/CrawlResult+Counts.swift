import CrawlModel
import Foundation
import TestSupport
import Testing

extension CrawlResult {
  /// Expects what must be true after every crawl, however it ended.
  func checkCounts() throws {
    #expect(summary.images.isBalanced && summary.pages.isBalanced)
    #expect(written.images.discovered == written.images.sum)
    #expect(written.pages.discovered == written.pages.sum)
    if summary.ending == .complete {
      #expect(summary.images.pending + summary.pages.pending == 0)
    }
    checkManifests()
    try checkFiles()
  }

  /// `summary.json` says the same as the lines of the manifests do, counted.
  private func checkManifests() {
    let current = images.filter { $0.replaced_by == nil }
    #expect(Set(current.map(\.url)).count == current.count, "an image has two lines")
    #expect(Set(pages.map(\.url)).count == pages.count, "a page has two lines")
    #expect(images.allSatisfy { ($0.reason != nil) == ["skipped", "failed"].contains($0.status) })
    #expect(pages.allSatisfy { ($0.reason != nil) == ["skipped", "failed"].contains($0.status) })

    var imageTally = written.images
    #expect(imageTally.discovered == images.count + imageTally.pending)
    imageTally.stored = images.count { $0.status == "stored" }
    imageTally.duplicate = images.count { $0.status == "duplicate" }
    imageTally.unchanged = images.count { $0.status == "unchanged" }
    imageTally.gone = images.count { $0.status == "gone" }
    imageTally.skipped = Self.counts(images.filter { $0.status == "skipped" }.map(\.fate))
    imageTally.failed = Self.counts(images.filter { $0.status == "failed" }.map(\.fate))
    #expect(written.images == imageTally)

    var pageTally = written.pages
    #expect(pageTally.discovered == pages.count + pageTally.pending)
    pageTally.fetched = pages.count { $0.status == "fetched" }
    pageTally.unchanged = pages.count { $0.status == "unchanged" }
    pageTally.gone = pages.count { $0.status == "gone" }
    pageTally.skipped = Self.counts(pages.filter { $0.status == "skipped" }.map(\.fate))
    pageTally.failed = Self.counts(pages.filter { $0.status == "failed" }.map(\.fate))
    #expect(written.pages == pageTally)

    #expect(written.ended == summary.ending.rawValue)
    #expect(written.limit == summary.limit?.rawValue)
    let sizes = [String: Int](
      images.compactMap { line in line.file.map { ($0, line.bytes ?? 0) } }
    ) { first, _ in first }
    #expect(written.bytes == sizes.values.reduce(0, +))
  }

  /// Every stored line has its file with these very bytes, every file a line, and nothing that is
  /// not whole is left behind.
  private func checkFiles() throws {
    let contents = try folder.contents().map { String($0.dropFirst("out/".count)) }
    #expect(
      contents.filter { file in
        !file.hasPrefix("images/") && !file.hasPrefix("warc/") && file != ".magpie/crawl.sqlite"
          // Further parts of the gallery's index, and its further pages.
          && !(file.hasPrefix("index-") && images.count > 300)
      }
        == [
          ".magpie/lock", ".magpie/rules", "images.jsonl", "index.html", "index.js", "pages.jsonl",
          "summary.json",
        ].filter {
          switch $0 {
          case "index.html": !summary.collectedNothing
          case "index.js":
            images.contains { $0.file != nil && $0.status != "duplicate" }
          default: true
          }
        })

    let kept: Set = ["stored", "duplicate", "unchanged", "gone"]
    #expect(images.allSatisfy { $0.file != nil || !kept.contains($0.status) })
    var recorded: [String: String] = [:]
    for line in images {
      // What failed or is left out may still have the file of an earlier crawl.
      guard let file = line.file else { continue }
      let digest = try #require(line.sha256, "\(line.url) has no digest")
      #expect(recorded[file, default: digest] == digest, "\(file) has two contents")
      recorded[file] = digest
    }
    let files = contents.filter { $0.hasPrefix("images/") }
    #expect(try digests(of: files) == recorded)
    let stored = images.filter { $0.status == "stored" }.compactMap(\.file)
    #expect(Set(stored).count == stored.count, "no file belongs to two stored lines")
    #expect(images.allSatisfy { $0.replaced_by == nil || files.contains($0.replaced_by ?? "") })
  }

  /// The digests of files in the output folder, as `sha256sum` has them.
  private func digests(of files: [String]) throws -> [String: String] {
    guard !files.isEmpty else { return [:] }
    let outcome = try Shell.run(
      "sha256sum", ["-z", "--"] + files, in: folder.file("out"))
    #expect(outcome.status == 0, "\(outcome.stderr)")
    let lines = outcome.stdout.split(separator: "\0").map { line in
      (String(line.dropFirst(66)), String(line.prefix(64)))
    }
    return [String: String](uniqueKeysWithValues: lines)
  }

  private static func counts(_ words: [String]) -> [String: Int] {
    words.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }
}
