import Addressing
import CrawlModel
import Extracting
import Foundation
import TestSupport
import Testing

/// Real pages and the images in them.
@Suite struct ReadabilityTests {
  struct Page: Decodable {
    struct Image: Decodable {
      var url: String
      var via: String
      var tier: String
    }

    var doc_url: String
    var images: [Image]
  }

  /// What is found of tier `hint`: images that links lead to.
  ///
  /// The rest stands in JSON-LD, which
  /// this extractor does not read, or behind links whose address does not look like an image's.
  static let foundHints = 96

  @Test(.needsVectors) func `the images of real pages are found`() throws {
    let pages = try JSONDecoder().decode(
      [String: Page].self, from: Vectors.data("pages/readability.json"))
    #expect(pages.count == 130)
    var wanted: [String: Int] = [:]
    var found: [String: Int] = [:]
    var missing: [String] = []
    for (name, page) in pages.sorted(by: { $0.key < $1.key }) {
      let file = name.replacing("readability/", with: "pages/html/")
      let bytes = [UInt8](try Vectors.data(file))
      let links = try Extraction(bytes, at: page.doc_url).links
      let images = Set(links.filter { $0.kind == .image }.map(\.address.text))
      for image in page.images {
        guard let address = try? WebAddress(image.url) else { continue }
        wanted[image.tier, default: 0] += 1
        if images.contains(address.text) {
          found[image.tier, default: 0] += 1
        } else {
          missing.append("\(image.tier) \(name) \(image.via) \(image.url.prefix(200))")
        }
      }
    }
    if let list = ProcessInfo.processInfo.environment["MAGPIE_MISSING_IMAGES"] {
      let counts = wanted.map { "\($0.key): \(found[$0.key] ?? 0) of \($0.value)" }
      try (counts + missing).joined(separator: "\n")
        .write(toFile: list, atomically: true, encoding: .utf8)
    }
    #expect(missing.filter { !$0.hasPrefix("hint") } == [])
    #expect(wanted["core"] == 3944)
    #expect(wanted["lazy"] == 576)
    #expect(found["hint", default: 0] >= Self.foundHints)
  }
}
