import CrawlModel
import Sniffing
import TestSupport
import Testing

private func type(of bytes: [UInt8], _ declared: String? = nil) -> DocumentType {
  MediaTypeSniffer.sniff(bytes.span, declared: declared)
}

private func type(of text: String, _ declared: String? = nil) -> DocumentType {
  type(of: Array(text.utf8), declared)
}

struct MediaTypeSnifferTests {
  @Test(
    arguments: [
      ("<!DOCTYPE html><p>x", nil, .html), ("\n <HTML lang=en>", "image/jpeg", .html),
      ("<div class=a>", nil, .html), ("<!-- c --><p>", nil, .html), ("<p>x", "text/plain", .text),
      ("<html><body>", "text/plain", .html), ("<custom-tag>", "text/html; charset=x", .html),
      ("hello", "text/html", .html), ("", "text/html", .html), ("", nil, .text),
      ("<html xmlns='x'>", "application/xhtml+xml", .xhtml),
      ("<?xml version='1.0'?><!DOCTYPE html><html>", nil, .xhtml),
      ("<?xml version='1.0'?><html>", "text/html", .html),
      ("<?xml version='1.0'?><rss>", "text/html", .xml), ("<urlset>", "text/plain", .xml),
      ("<rdf:RDF>", nil, .xml), ("<?xml version='1.0'?><a/>", nil, .xml),
      ("<a></a>", "application/atom+xml", .xml), ("body { color: red }", "text/css", .css),
      ("<!-- body {} -->", "Text/CSS", .css), ("<!DOCTYPE html><p>", "text/css", .html),
      ("@import 'a.css';", nil, .css), (#"{"a": 1}"#, nil, .json), ("[1, 2]\n", "text/html", .json),
      (#"{"a": 1} <html>"#, "text/html", .html), ("{}", "application/ld+json", .json),
      ("var a = 1", "text/javascript", .text), ("%PDF-1.7", "text/html", .pdf),
      ("PK\u{3}\u{4}", "text/html", .binary), ("a\u{0}b", "text/plain", .binary),
      ("<svg xmlns='http://www.w3.org/2000/svg'/>", "text/html", .image(.svg)),
      ("<svg width='1'></svg><p>x", "text/html", .html), ("<svg/>", nil, .image(.svg)),
    ] as [(String, String?, DocumentType)])
  func `the bytes decide, and the declared type if they are ambiguous`(
    text: String, declared: String?, expected: DocumentType
  ) {
    #expect(type(of: text, declared) == expected)
    #expect(type(of: "\u{FEFF}" + text, declared) == expected || text.hasPrefix("%PDF"))
  }

  @Test func `an image is recognised whatever type is declared`() {
    for image in HandmadeImages.all {
      #expect(type(of: image.bytes, "text/html") == .image(image.facts.format), "\(image.name)")
    }
    #expect(type(of: [0x1F, 0x8B, 8, 0], "text/html") == .gzip)
  }

  @Test func `UTF-16 is text`() {
    let page: [UInt8] = "<html>".utf8.flatMap { [$0, 0] }
    #expect(type(of: [0xFF, 0xFE] + page) == .html)
    #expect(type(of: page) == .html)
  }

  @Test(.needsVectors, arguments: ImageVector.images)
  func `a real image is never mistaken for a page`(vector: ImageVector) throws {
    let bytes = try vector.bytes()
    guard case .image = type(of: bytes, "text/html") else {
      Issue.record("\(type(of: bytes, "text/html"))")
      return
    }
  }
}
