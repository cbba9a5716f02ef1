import Addressing
import CrawlModel
import Foundation
import Testing

@testable import Reporting

@Suite struct `A gallery` {
  @Test func `shows an image with its texts, its facts and its pages`() throws {
    var crawl = ExampleCrawl()
    let address = try crawl.store(
      "https://birds.example/m.png", as: "images/birds.example/m.png",
      caption: Caption(alt: "A magpie", title: "On its branch"))
    let page = try #require(try crawl.read().first)
    let image = try #require(page["img"].first)
    #expect(page["img"].count == 1)
    #expect(
      image.attributes == [
        "src": "images/birds.example/m.png", "alt": "A magpie", "width": "640", "height": "480",
        "loading": "lazy", "decoding": "async",
      ])
    #expect(page.classed("caption").map(\.text) == ["A magpie"])
    #expect(page.classed("more").map(\.text) == ["On its branch"])
    #expect(page.classed("facts").map(\.text) == ["PNG 640 × 480 12 kB Source ↗"])
    let links = page["a"].compactMap { $0.attributes["href"] }
    #expect(links.contains("images/birds.example/m.png"))
    #expect(links.contains("https://birds.example/album"))
    #expect(links.contains(address.text))
  }

  @Test func `has its counts and its date in the header`() throws {
    var crawl = ExampleCrawl()
    for number in 1...3 {
      try crawl.store("https://birds.example/\(number)", as: "images/\(number).png", bytes: 1000)
    }
    crawl.pages = [
      PageEntry(
        address: try WebAddress("https://birds.example/"), kind: .page, status: .fetched,
        title: "Birds & more")
    ]
    let page = try #require(try crawl.read().first)
    #expect(page["h1"].map(\.text) == ["Birds & more"])
    #expect(page["title"].map(\.text) == ["Images of birds.example"])
    let line = try #require(page.classed("line").first).text.split(separator: "\n")
    #expect(line == ["3 images", "3.0 kB", "1 March 2026", "birds.example"])
    let about = try #require(page.elements.first { $0.attributes["id"] == "about" })
    #expect(about.text.contains("1 page read, took 3.0 s."))
  }

  @Test func `shows an image once with its number of duplicates`() throws {
    var crawl = ExampleCrawl()
    let found = try crawl.store("https://birds.example/a", as: "images/a.png")
    try crawl.store("https://birds.example/b", as: "images/b.png")
    for number in 1...2 {
      crawl.images.append(
        ManifestEntry(
          key: .address(try WebAddress("\(number)", relativeTo: found)), status: .duplicate,
          file: "images/a.png"))
    }
    let page = try #require(try crawl.read().first)
    #expect(page["img"].compactMap { $0.attributes["src"] } == ["images/a.png", "images/b.png"])
    #expect(page.classed("mark").map(\.text) == ["2 duplicates"])
    #expect(page["section"].first?.text.contains("0 pages read, 2 duplicates,") == true)
  }

  @Test func `lists failures at the end`() throws {
    var crawl = ExampleCrawl()
    let found = try crawl.store("https://birds.example/a", as: "images/a.png")
    let album = try WebAddress("https://birds.example/album")
    crawl.images.append(
      ManifestEntry(
        key: .address(try WebAddress("https://birds.example/lost.png")), status: .failed,
        reason: .failed(.httpError), httpStatus: 404,
        found: [FoundReference(page: album, via: Via("img[src]", .embedded))]))
    crawl.images.append(
      ManifestEntry(key: .address(found), status: .skipped, reason: .skipped(.tooSmall)))
    crawl.pages.append(
      PageEntry(
        address: try WebAddress("https://birds.example/round"), kind: .page, status: .failed,
        reason: .failed(.redirectLoop), parent: album))
    let page = try #require(try crawl.read().first)
    let failed = try #require(page.elements.firstIndex { $0.attributes["id"] == "failed" })
    let section = page.elements[failed]
    #expect(section.text.hasPrefix("\n2 addresses failed\n"))
    #expect(section.text.contains(FailureReason.httpError.sentence + " 404"))
    #expect(section.text.contains(FailureReason.redirectLoop.sentence))
    let links = page.elements[failed...].compactMap { $0.attributes["href"] }
    #expect(
      links.prefix(4) == [
        "https://birds.example/round", album.text, "https://birds.example/lost.png", album.text,
      ])
    #expect(page["header"].first?.text.contains("2 failed, 1 skipped") == true)
    #expect(page["header"].first?.text.contains("\n2 failed") == true)
    let about = try #require(page.elements.first { $0.attributes["id"] == "about" })
    #expect(about.text.contains(SkipReason.tooSmall.sentence))
    #expect(page["a"].contains { $0.attributes["href"] == "#about" })
  }

  @Test(arguments: [
    (ImageStatus.failed, Reason.failed(.timeout)), (.skipped, .skipped(.robots)),
  ])
  func `shows an image of an earlier run that the last one could not get`(
    status: ImageStatus, reason: Reason
  ) throws {
    var crawl = ExampleCrawl()
    try crawl.store("https://birds.example/a", as: "images/a.png", on: ["https://birds.example/"])
    crawl.images[0].status = status
    crawl.images[0].reason = reason
    let page = try #require(try crawl.read().first)
    #expect(page["img"].count == 1)
    #expect(page.classed("mark").map(\.text) == ["from an earlier run"])
  }

  @Test func `of an empty crawl says so`() throws {
    let page = try #require(try ExampleCrawl().read().first)
    #expect(page["img"].isEmpty)
    #expect(page.classed("grid").isEmpty && page["script"].isEmpty)
    #expect(page.classed("empty").map(\.text) == ["This crawl has stored no images."])
    let links = page["a"].compactMap { $0.attributes["href"] }
    #expect(links.suffix(3) == ["images.jsonl", "pages.jsonl", "summary.json"])
  }

  @Test(arguments: [
    (CrawlSummary.Ending.interrupted, "Interrupted before the end. Not reached: 1."),
    (.limit, "Stopped by --limit. Not reached: 1."),
    (.error, "Ended by an error: unknown error. Not reached: 1."),
  ])
  func `of an unfinished crawl says so`(_ ending: CrawlSummary.Ending, _ note: String) throws {
    var crawl = ExampleCrawl(ending: ending)
    crawl.images.append(
      ManifestEntry(key: .address(try WebAddress("https://birds.example/a")), status: .pending))
    #expect(try crawl.read().first?.classed("note").map(\.text) == [note])
  }

  @Test func `lists a few of many pages of an image`() throws {
    var crawl = ExampleCrawl()
    try crawl.store(
      "https://birds.example/a", as: "images/a.png",
      on: (0..<40).map { "https://birds.example/\($0 / 2)" })
    let page = try #require(try crawl.read().first)
    #expect(page["summary"].map(\.text) == ["and 19 other pages"])
    #expect(page["details"].first?.text.hasSuffix("The others are in images.jsonl.") == true)
  }
}
