import Addressing
import CrawlModel
import Foundation
import TestSupport
import Testing

@testable import Extracting

/// Feeds and sitemaps intended to crash an extractor, to fill its memory or to take very long.
struct HostileFeedTests {
  private func packed(_ bytes: Data) throws -> [UInt8] {
    Array(try Shell.run("gzip", ["-c"], input: bytes).standardOutput)
  }

  /// A sitemap of exactly this many bytes, with a page at each end.
  private func sitemap(of count: Int) -> Data {
    let head = "<urlset><url><loc>/first</loc></url><!--"
    let tail = "--><url><loc>/last</loc></url></urlset>"
    var data = Data(head.utf8)
    data.append(Data(repeating: 120, count: count - head.utf8.count - tail.utf8.count))
    data.append(Data(tail.utf8))
    return data
  }

  @Test func `a compressed sitemap of fifty megabytes is read completely`() throws {
    let bytes = try packed(sitemap(of: SitemapLinks.maximumBytes))
    #expect(
      try Extraction(bytes, type: "sitemap").addresses == [
        "http://page.test/first", "http://page.test/last",
      ])
  }

  @Test func `a hundred bytes more are an error after reading the rest`() throws {
    let bytes = try packed(sitemap(of: SitemapLinks.maximumBytes + 100))
    let (addresses, code) = try failure(bytes)
    #expect(addresses == ["http://page.test/first"])
    #expect(code == .tooLarge)
  }

  @Test func `the same limit applies without compression`() throws {
    let whole = Array(sitemap(of: SitemapLinks.maximumBytes))
    #expect(try failure(whole).code == nil)
    let (addresses, code) = try failure(whole + Array(repeating: 32, count: 100))
    #expect(addresses.count == 2)
    #expect(code == .tooLarge)
    let text = [UInt8](repeating: 10, count: SitemapLinks.maximumBytes)
    #expect(try failure(Array("http://a.org/".utf8) + text).code == .tooLarge)
  }

  @Test func `truncated or damaged gzip is an error after reading the rest`() throws {
    let pages = (0..<10_000).map { "https://a.org/\($0 &* 7_919)\n" }.joined()
    var bytes = try packed(Data(pages.utf8))
    let (addresses, code) = try failure(Array(bytes.prefix(bytes.count / 2)))
    #expect(addresses.count > 1000)
    #expect(code == .damaged)
    bytes[bytes.count - 5] ^= 1
    #expect(try failure(bytes).code == .damaged)
    #expect(try failure([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF]).code == .damaged)
  }

  private func failure(
    _ bytes: [UInt8]
  ) throws -> (addresses: [String], code: ExtractionError.Code?) {
    var addresses: [String] = []
    let context = DocumentContext(address: try .init("http://page.test/"))
    do throws(ExtractionError) {
      _ = try SitemapLinks().extract(from: bytes.span, in: context) {
        addresses.append($0.address.text)
      }
      return (addresses, nil)
    } catch {
      return (addresses, error.code)
    }
  }

  @Test func `omitted entries are reported`() throws {
    let item = "<item><description>&lt;img src=a&gt;</description></item>"
    let few = try Extraction("<rss>" + String(repeating: item, count: 3), type: "feed")
    #expect(few.links.count == 3)
    #expect(!few.facts.isCut)
    let many = try Extraction(
      "<rss>" + String(repeating: item, count: FeedLinks.maximumContents + 1), type: "feed")
    #expect(many.links.count == FeedLinks.maximumContents)
    #expect(many.facts.isCut)
  }

  @Test func `entities are not expanded in addresses`() throws {
    let text = """
      <!DOCTYPE urlset [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>
      <urlset><url><loc>/&b;</loc></url></urlset>
      """
    #expect(try Extraction(text, type: "sitemap").addresses == ["http://page.test/&b;"])
  }

  @Test(arguments: [
    "<item>", "<item><description>&lt;img src=a", "</item>", "<link href=a>", "<image>", "<loc>",
    "<entry xml:base='a/'>", "<media:content url=a.png", "<content>", "<![CDATA[", "&lt;a b=",
  ])
  func `many unterminated constructs are read in linear time`(piece: String) throws {
    let body = String(repeating: piece, count: 50_000)
    for root in ["<rss>", "<urlset>", "<feed>"] {
      #expect(try Extraction(root + body, type: "xml").links.count <= 100_000)
    }
  }

  @Test(arguments: ["feed", "sitemap", "manifest", "xml"])
  func `empty and zero bytes have no links`(_ type: String) throws {
    #expect(try Extraction([UInt8](), type: type).lines == [])
    #expect(try Extraction([UInt8](repeating: 0, count: 100_000), type: type).lines == [])
    #expect(try Extraction([UInt8](repeating: 0xFF, count: 100_000), type: type).lines == [])
  }
}
