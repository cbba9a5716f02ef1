import Addressing
import Foundation
import TestSupport
import Testing

/// Pages give the same links with the scan before libxml2 as without it.
@Suite struct `pages read with the scan` {
  private static let address = "http://page.test/a/b.html"

  /// Reads pages both ways; returns for how many of them the scan did not give up.
  private func compare(_ pages: [(name: String, bytes: [UInt8])]) throws -> Int {
    let address = try WebAddress(Self.address)
    var scanned = 0
    for page in pages {
      let difference =
        PageComparison.ofLinks(page.bytes, at: address) ?? PageComparison.ofEvents(page.bytes)
      #expect(difference == nil, "\(page.name)")
      if PageComparison.isScanned(page.bytes) { scanned += 1 }
    }
    return scanned
  }

  private static func pages(below folder: URL) -> [(name: String, bytes: [UInt8])] {
    let names =
      FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    return names.filter { $0.hasSuffix("html") || $0.hasSuffix(".htm") }.sorted().compactMap {
      guard let data = try? Data(contentsOf: folder.appending(path: $0)) else { return nil }
      return ($0, [UInt8](data))
    }
  }

  @Test(arguments: ["fixtures", "Fuzz/corpora/html"])
  func `have the same links in the fixtures and in the seeds of the fuzzer`(folder: String) throws {
    let pages = Self.pages(below: Project.root.appending(path: folder))
    #expect(!pages.isEmpty)
    _ = try compare(pages)
  }

  @Test(.needsVectors) func `have the same links in real pages`() throws {
    // The larger ones are for `scan-fuzz pages FOLDER`, which is faster than the tests.
    let pages = Self.pages(below: Vectors.folder).filter { $0.bytes.count < 100_000 }
    #expect(try compare(pages) > pages.count * 9 / 10)
  }

  /// The number of pages is `MAGPIE_FUZZ_PAGES`, starting with `MAGPIE_FUZZ_SEED`.
  @Test func `have the same links in generated pages`() throws {
    let environment = ProcessInfo.processInfo.environment
    let count = environment["MAGPIE_FUZZ_PAGES"].flatMap { UInt64($0) } ?? 3_000
    let first = environment["MAGPIE_FUZZ_SEED"].flatMap { UInt64($0) } ?? 1
    let maker = PageMaker(corpus: Self.pages(below: Vectors.folder).map(\.bytes))
    let pages = (first..<first + count).lazy.map { ("seed \($0)", maker.page($0)) }
    let address = try WebAddress(Self.address)
    for (name, page) in pages {
      let difference = PageComparison.ofLinks(page, at: address) ?? PageComparison.ofEvents(page)
      #expect(difference == nil, "\(name)")
    }
  }
}
