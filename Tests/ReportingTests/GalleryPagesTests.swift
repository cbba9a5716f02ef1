import Addressing
import CrawlModel
import Testing

@testable import Reporting

@Suite struct `A gallery of many pictures` {
  private func crawl(_ count: Int) throws -> ExampleCrawl {
    var crawl = ExampleCrawl()
    for number in 0..<count {
      try crawl.store("https://birds.example/\(number).png", as: "images/\(number).png")
    }
    return crawl
  }

  @Test func `is split into pages that show every file once, in order`() throws {
    let count = Gallery.imagesPerPage * 2 + 1
    let pages = try crawl(count).read()
    #expect(pages.count == 3)
    #expect(pages.map { $0["img"].count } == [1000, 1000, 1])
    let files = pages.flatMap { $0["img"].compactMap { $0.attributes["src"] } }
    #expect(files == (0..<count).map { "images/\($0).png" })
  }

  @Test func `fills its last page before it begins another`() throws {
    #expect(try crawl(Gallery.imagesPerPage).read().count == 1)
  }

  @Test func `lists failures after the last image of a full page`() throws {
    var crawl = try crawl(Gallery.imagesPerPage)
    let lost = try WebAddress("https://birds.example/lost")
    crawl.images.append(
      ManifestEntry(key: .address(lost), status: .failed, reason: .failed(.timeout)))
    let pages = try crawl.read()
    #expect(pages.count == 1)
    #expect(pages[0]["a"].contains { $0.attributes["href"] == lost.text })
  }

  @Test func `links its pages to each other`() throws {
    let pages = try crawl(Gallery.imagesPerPage + 1).read()
    let names = pages.map { page in
      page["nav"].map(\.text)
    }
    #expect(names == [["12Next", "12Next"], ["Previous12", "Previous12"]])
    for page in pages {
      let links = Set(page["a"].compactMap { $0.attributes["href"] })
      #expect(links.isSuperset(of: ["index.html", "index-2.html"]))
      #expect(page["a"].count { $0.attributes["aria-current"] == "page" } == 2)
    }
  }

  @Test func `has the failures on its last page and a link to them on its first`() throws {
    var crawl = try crawl(Gallery.imagesPerPage + 1)
    for number in 0..<GallerySurvey.failuresListed + 5 {
      crawl.images.append(
        ManifestEntry(
          key: .address(try WebAddress("https://birds.example/lost/\(number)")), status: .failed,
          reason: .failed(.timeout)))
    }
    let pages = try crawl.read()
    #expect(pages.map { $0.elements.count { $0.attributes["id"] == "failed" } } == [0, 1])
    #expect(pages[0]["a"].contains { $0.attributes["href"] == "index-2.html#failed" })
    let section = try #require(pages[1].elements.first { $0.attributes["id"] == "failed" })
    #expect(section.text.contains("1,005 addresses failed"))
    #expect(section.text.contains("5 more are in images.jsonl and pages.jsonl."))
  }

  @Test func `stops with the error of its reader`() throws {
    struct Broken: Error {}
    var gallery = Gallery(of: ExampleCrawl().summary, GallerySurvey())
    func next() throws(Broken) -> ManifestEntry? { throw Broken() }
    func append(_ piece: borrowing Span<UInt8>) throws(Broken) {}
    #expect(throws: Broken.self) { try gallery.writePage(1, next: next, to: append) }
  }
}
