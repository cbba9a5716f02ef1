import Addressing
import CrawlModel
import Extracting
import Foundation
import TestSupport
import Testing

/// Sitemaps and feeds of other projects, with the results of feedparser and an XML parser.
struct FeedVector: Decodable {
  var kind: String
  /// The pages of a sitemap, the sitemaps of an index.
  var locs: [String]?
  /// The pages of a feed's entries.
  var links: [String]?
  var images: [String]

  static let all: [String: FeedVector] = {
    guard let data = try? Vectors.data("feeds/oracle.json") else { return [:] }
    return (try? JSONDecoder().decode([String: FeedVector].self, from: data)) ?? [:]
  }()

  /// Links found but not listed, each with its reason: file and address.
  static let more = [
    "crawler-commons/sitemaps/extension/pagemaps-sitemap.xml http://www.example.com/foo.gif":
      "the image of a PageMap, which the list does not look for"
  ]

  /// Links listed but not found, each with its reason: file and address.
  static let fewer = [
    "sitemap.js/unescaped-lt.xml http://urltest.com'\"/":
      "the list lost three characters to the stray bracket before; what is written is no address"
  ]

  /// Files with links that are not listed, each with its reason.
  static let moreLinks = [
    "crawler-commons/sitemaps/sitemap.index.xml":
      "the addresses stand in the entries without a loc, as crawler-commons reads them",
    "crawler-commons/sitemaps/atom.xml": "the first link of an entry, and that of the feed",
    "crawler-commons/rss/feed.rss": "the link of the channel",
    "crawler-commons/rss/xmlRss_pubDate.xml": "the link of the channel",
  ]
}

@Suite(.needsVectors) struct `the feeds and sitemaps of other projects` {
  @Test func `are complete`() { #expect(FeedVector.all.count == 26) }

  @Test(arguments: FeedVector.all.keys.sorted())
  func `have the listed links`(_ name: String) throws {
    let vector = try #require(FeedVector.all[name])
    let bytes = Array(try Vectors.data("feeds/\(name)"))
    let found = try Extraction(bytes, type: "xml", at: "https://www.example.com/a/feed.xml")
    let isSitemap = vector.kind == "urlset" || vector.kind == "sitemapindex"
    #expect(found.facts.kind == (isSitemap ? .sitemap : .feed))

    let images = Set(found.links.filter { $0.kind == .image }.map(\.address.text))
    let more = images.filter { FeedVector.more["\(name) \($0)"] != nil }
    let listed = vector.images.filter { FeedVector.fewer["\(name) \($0)"] == nil }
    #expect(try images.subtracting(more) == canonical(listed))

    let documents: Link.Kind = vector.kind == "sitemapindex" ? .sitemap : .page
    let vias = ["sitemap[loc]", "feed[link]", "feed[guid]"]
    let links = Set(
      found.links.filter { $0.kind == documents && vias.contains($0.via.text) }.map(\.address.text))
    let expected = try canonical(vector.locs ?? vector.links ?? [])
    if FeedVector.moreLinks[name] == nil {
      #expect(links == expected)
    } else {
      #expect(links.isStrictSuperset(of: expected))
    }
  }

  private func canonical(_ addresses: [String]) throws -> Set<String> {
    // An invalid address is ignored by both.
    Set(addresses.compactMap { try? WebAddress($0).text })
  }

  @Test(arguments: [
    ("crawler-commons/sitemaps/sitemap.txt", 2), ("crawler-commons/sitemaps/do-not-visit.txt", 1),
    ("crawler-commons/sitemaps/sitemap-with-bom.txt", 2), ("sitemap.js/short-list.txt", 1000),
    ("crawler-commons/sitemaps/sitemap.txt.gz", 5), ("crawler-commons/sitemaps/xmlSitemap.gz", 5),
    ("sitemap.js/cli-urls.txt", 2), ("sitemap.js/cli-urls-2.txt", 2),
    // JSON objects, one per line: the input of a tool, not a sitemap.
    ("sitemap.js/cli-urls.json.txt", 0),
  ])
  func `have their links in other formats`(name: String, count: Int) throws {
    let found = try Extraction(
      Array(try Vectors.data("feeds/\(name)")), type: "sitemap", at: "https://www.example.com/s")
    #expect(found.links.count == count)
    #expect(found.links.allSatisfy { $0.kind == .page && $0.via == Via("sitemap[loc]", .list) })
  }
}
