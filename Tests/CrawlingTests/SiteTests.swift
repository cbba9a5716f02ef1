import CrawlModel
import Crawling
import Foundation
import TestSupport
import Testing

/// Whole crawls of the sites in `fixtures/sites`, by as many threads and transfers as may be: what
/// is found must never depend on them.
struct SiteTests {
  struct Case: CustomTestStringConvertible {
    let site: String
    let run: SiteExpectation.Run
    let threads: Int
    let transfers: Int

    var testDescription: String {
      "\(site), \(run.name), \(threads) threads, \(transfers) transfers"
    }
  }

  static let cases: [Case] = {
    do {
      return try Fixture.sites().flatMap { site in
        try Fixture.expectation(of: site).runs.flatMap { run in
          [(1, 1), (1, 64), (2, 64), (8, 64), (32, 64)].map { threads, transfers in
            Case(site: site, run: run, threads: threads, transfers: transfers)
          }
        }
      }
    } catch {
      fatalError("the expectations of the test sites cannot be read: \(error)")
    }
  }()

  @Test(arguments: cases)
  func `a crawl finds all that is there and nothing else`(_ test: Case) throws {
    let site = try LoopbackSite(folder: Fixture.site(test.site))
    var options = CrawlConfiguration(output: "")
    try options.take(test.run.options)
    let result = try crawl(site, from: test.run.seeds) { configuration in
      let (seeds, output) = (configuration.seeds, configuration.output)
      options.retryPause = configuration.retryPause
      options.timeout = configuration.timeout
      configuration = options
      configuration.seeds = seeds
      configuration.output = output
      configuration.threads = test.threads
      configuration.transfers = test.transfers
    }
    let found = Books(result)
    let expected = Books(test.run)
    #expect(found.images.subtracting(expected.images) == [], "images that are too many")
    #expect(expected.images.subtracting(found.images) == [], "images that are missing")
    #expect(found.pages.subtracting(expected.pages) == [], "pages that are too many")
    #expect(expected.pages.subtracting(found.pages) == [], "pages that are missing")
    #expect(result.summary.ending == .complete)
    #expect(result.exit == test.run.exit)
    check(result.written, test.run.totals)
    checkDepths(result, test)
  }

  private func check(_ written: WrittenSummary, _ totals: SiteExpectation.Totals) {
    #expect(written.bytes == totals.bytes)
    #expect(written.images.discovered == totals.images.discovered)
    #expect(written.images.stored == totals.images.stored)
    #expect(written.images.duplicate == totals.images.duplicate)
    #expect(written.images.skipped == totals.images.skipped)
    #expect(written.images.failed == totals.images.failed)
    #expect(written.pages.discovered == totals.pages.discovered)
    #expect(written.pages.fetched == totals.pages.fetched)
    #expect(written.pages.skipped == totals.pages.skipped)
    #expect(written.pages.failed == totals.pages.failed)
  }

  /// With a limit on the depth every page is reached over a shortest way; without one, the first
  /// way counts, and no way is shorter than the shortest.
  private func checkDepths(_ result: CrawlResult, _ test: Case) {
    let isExact = test.run.options.contains("--depth")
    for page in test.run.pages.fetched {
      guard let depth = result.page(page.url)?.depth else { continue }
      #expect(isExact ? depth == page.depth : depth >= page.depth, "\(page.url)")
    }
  }
}

/// What a crawl found, each address or content as a line of words, so that sets can be compared.
private struct Books {
  var images: Set<String> = []
  var pages: Set<String> = []

  init(_ run: SiteExpectation.Run) {
    for image in run.images.stored {
      let finals = image.finalUrls ?? [:]
      let urls = image.urls.map { url in finals[url].map { "\(url) -> \($0)" } ?? url }
      images.insert(
        Self.content(urls, image.sha256, image.bytes, image.format, image.width, image.height))
    }
    for loss in run.images.failed { images.insert("failed \(loss.reason) \(loss.url)") }
    for loss in run.images.skipped { images.insert("skipped \(loss.reason) \(loss.url)") }
    for page in run.pages.fetched {
      pages.insert("fetched \(page.kind) \(page.url) \(page.finalUrl ?? "")")
    }
    for loss in run.pages.failed { pages.insert("failed \(loss.reason) \(loss.url)") }
    for loss in run.pages.skipped { pages.insert("skipped \(loss.reason) \(loss.url)") }
  }

  init(_ result: CrawlResult) {
    let taken = result.images.filter { $0.reason == nil }
    for group in Dictionary(grouping: taken, by: { $0.sha256 ?? "" }).values {
      let first = group[0]
      let urls = group.map { line in
        let url = result.short(line.url)
        return line.final_url.map { "\(url) -> \(result.short($0))" } ?? url
      }
      images.insert(
        Self.content(
          urls, first.sha256 ?? "", first.bytes ?? 0, first.format ?? "", first.width ?? 0,
          first.height ?? 0))
      if group.count(where: { $0.status == "stored" }) != 1 {
        images.insert("not stored once: \(urls)")
      }
    }
    for line in result.images where line.reason != nil {
      images.insert("\(line.status) \(line.fate) \(result.short(line.url))")
    }
    for line in result.pages {
      let url = result.short(line.url)
      pages.insert(
        line.reason.map { "\(line.status) \($0) \(url)" }
          ?? "\(line.status) \(line.kind) \(url) \(line.final_url.map(result.short) ?? "")")
    }
  }

  private static func content(
    _ urls: [String], _ digest: String, _ bytes: Int, _ format: String, _ width: Int,
    _ height: Int
  ) -> String {
    "\(urls.sorted()) \(digest.prefix(12)) \(bytes) \(format) \(width)x\(height)"
  }
}
