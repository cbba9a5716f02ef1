import Addressing
import CrawlModel
import Foundation
import TestSupport
import Testing

@testable import Reporting

@Suite struct `The index of a gallery` {
  private typealias Call = [String: Any]

  /// The calls of a file, which must be nothing but calls with JSON.
  private func calls(_ file: String) throws -> [Call] {
    try file.split(separator: "\n").map { line in
      let inner = try #require(
        line.hasPrefix("magpieIndex(") && line.hasSuffix(");")
          ? line.dropFirst("magpieIndex(".count).dropLast(2) : nil)
      return try #require(try JSONSerialization.jsonObject(with: Data(inner.utf8)) as? Call)
    }
  }

  private func rows(_ call: Call) -> [[Any]] { call["rows"] as? [[Any]] ?? [] }

  @Test func `has a row with all that the script shows`() throws {
    var crawl = ExampleCrawl(passStartedAt: Timestamp(seconds: 2000))
    try crawl.store(
      "https://birds.example/m.png", as: "images/birds.example/m.png",
      caption: Caption(alt: "A magpie", title: "On its branch"))
    crawl.images[0].found[0].pageTitle = "Album"
    crawl.images[0].foundAt = Timestamp(seconds: 1000)
    crawl.images[0].changedAt = Timestamp(seconds: 2000)
    crawl.images[0].orientation = 6
    let call = try #require(try calls(crawl.files.index[0]).first)
    #expect(call["images"] as? Int == 1 && call["parts"] as? Int == 0)
    #expect(call["since"] as? Int == 2_000_000)
    #expect(call["pages"] as? [[String]] == [["https://birds.example/album", "Album"]])
    let row = try #require(rows(call).first)
    #expect(
      row.map { "\($0)" }
        == [
          "images/birds.example/m.png", "https://birds.example/m.png", "480", "640", "12345", "png",
          "A magpie", "On its branch", "(\n    0\n)", "1", "1000000", "2000000", "0", "0",
        ].map { $0 == "(\n    0\n)" ? "\(row[8])" : $0 })
    #expect(row[8] as? [Int] == [0])
  }

  @Test func `has the largest images first, and all others in parts`() throws {
    var crawl = ExampleCrawl()
    let count = Gallery.imagesPerPage * Gallery.pagesPerIndexPart + 1
    for number in 0..<count {
      try crawl.store(
        "https://birds.example/\(number).png", as: "images/\(number).png",
        width: 1 + number * 7919 % count, height: 10)
    }
    let files = crawl.files
    #expect(files.pages.count == Gallery.pagesPerIndexPart + 1)
    let first = try #require(try calls(files.index[0]).first)
    #expect(first["images"] as? Int == count && first["parts"] as? Int == 2)
    let widths = rows(first).compactMap { $0[2] as? Int }
    #expect(widths == (0..<LargestImages.limit).map { count - $0 })
    let numbers = try #require(first["numbers"] as? [Int])
    #expect(numbers.map { 1 + $0 * 7919 % count } == widths)
    let others = try files.index.dropFirst().flatMap { try calls($0).flatMap(rows) }
    #expect(others.compactMap { $0[0] as? String } == (0..<count).map { "images/\($0).png" })
  }

  @Test func `is one file if that holds all images`() throws {
    var crawl = ExampleCrawl()
    for number in 0..<LargestImages.limit {
      try crawl.store("https://birds.example/\(number)", as: "images/\(number).png")
    }
    let index = crawl.files.index
    #expect(rows(try #require(try calls(index[0]).first)).count == LargestImages.limit)
    #expect(try index.dropFirst().allSatisfy { try calls($0).allSatisfy { rows($0).isEmpty } })
  }

  @Test(
    arguments: `What was found on the web`.evil + ["</script>", "a\u{2028}b\u{2029}c", "\\\");//"])
  func `keeps text from the web as data`(_ words: String) throws {
    var crawl = ExampleCrawl()
    try crawl.store(
      "https://birds.example/a", as: "images/\(words).png", caption: Caption(alt: words))
    let file = crawl.files.index[0]
    let row = rows(try #require(try calls(file).first))[0]
    #expect(row[0] as? String == "images/\(words).png" && row[6] as? String == words)
    #expect(!file.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
    #expect(!file.contains("\u{2028}") && !file.contains("\u{2029}"))
  }

  @Test func `says what became of an image`() throws {
    var crawl = ExampleCrawl()
    for name in ["here", "gone", "older", "moved", "mute"] {
      try crawl.store("https://birds.example/\(name)", as: "images/\(name).png")
    }
    for index in 1...3 { crawl.images[index].status = .gone }
    crawl.images[2].replacedBy = "images/here.png"
    crawl.images[3].movedTo = crawl.images[0].key
    crawl.images[4].found[0].caption = Caption(showing: .alone)
    let call = try #require(try calls(crawl.files.index[0]).first)
    let flags = [String: Int](
      uniqueKeysWithValues: rows(call).map { ("\($0[0])", $0[13] as? Int ?? -1) })
    #expect(
      flags == [
        "images/here.png": 0, "images/gone.png": 1, "images/older.png": 2, "images/moved.png": 4,
        "images/mute.png": 8,
      ])
  }
}

@Suite struct `A caption` {
  private func shown(_ caption: Caption, title: String? = nil) throws -> GalleryImage {
    var crawl = ExampleCrawl()
    try crawl.store("https://birds.example/a.png", as: "images/a.png", caption: caption)
    crawl.images[0].found[0].pageTitle = title
    return GalleryImage(crawl.images[0], file: "images/a.png", duplicates: 0, site: "Birds")
  }

  @Test(arguments: [
    ("Blue Hour", "Blue Hour Nine minutes of blue.", "Nine minutes of blue."),
    ("Blue Hour", "Blue Hour: nine minutes", "nine minutes"), ("Blue Hour", "Blue Hour.", nil),
    ("Blue Hour", "Blue Hours", "Blue Hours"), ("The Blue Hour", "Blue Hour", nil),
    ("Blue", "Nine minutes", "Nine minutes"),
  ])
  func `is not repeated by its second line`(_ alt: String, _ caption: String, _ more: String?)
    throws
  {
    let image = try shown(Caption(alt: alt, caption: caption))
    #expect(image.caption == alt && image.more == more)
  }

  @Test(arguments: [
    ("Hills · Birds", "Hills"), ("Hills - Birds", "Hills"), ("Hills (1) | Birds", "Hills (1)"),
    ("Birds", "Birds"), ("Black Birds", "Black"), ("Ladybirds", "Ladybirds"),
    ("LadyBirds", "LadyBirds"),
  ])
  func `has the title of the page without the name of the site`(_ title: String, _ own: String)
    throws
  {
    #expect(try shown(Caption(), title: title).places.map(\.title) == [own])
  }
}
