import Addressing
import Bytes
import Codings
import CrawlModel
import Crawling
import Extracting
import Fetching
import Markup
import Robots
import Sniffing

/// A parser with the place in its input where a shape is put.
public struct Subject: Sendable, CustomStringConvertible {
  /// The parser and the place.
  public let description: String
  /// The maximum size of its input; beyond it the parser reads no more.
  public let limit: Int
  /// The size of the smallest inputs, which is less where each byte costs more.
  public let size: Int
  private let before: [UInt8]
  private let after: [UInt8]
  private let read: @Sendable (Span<UInt8>) -> Void

  /// Makes a subject.
  public init(
    _ description: String, _ before: [UInt8] = [], _ after: [UInt8] = [], limit: Int = .max,
    size: Int = 400, _ read: @escaping @Sendable (Span<UInt8>) -> Void
  ) {
    self.description = description
    self.limit = limit
    self.size = size
    self.before = before
    self.after = after
    self.read = read
  }

  /// The input with a shape of about `count` bytes.
  public func input(_ shape: Shape, _ count: Int) -> [UInt8] { before + shape.bytes(count) + after }

  /// Parses an input.
  @inline(never)
  public func parse(_ input: [UInt8]) { read(input.span) }

  private static func document(
    _ description: String, _ kind: DocumentKind, _ before: String = "", _ after: String = "",
    full: Bool = false
  ) -> Subject {
    Subject(description, Array(before.utf8), Array(after.utf8)) { bytes in
      guard let address = try? WebAddress("http://a.example/b/") else { return }
      let context = DocumentContext(address: address, takesInlineImages: true, isReadInFull: full)
      _ = try? LinkExtractors.extractor(for: kind).extract(from: bytes, in: context) { _ in }
    }
  }

  private static func text(
    _ description: String, _ before: String = "", limit: Int = .max,
    _ read: @escaping @Sendable (String) -> Void
  ) -> Subject {
    Subject(description, Array(before.utf8), limit: limit, size: 150) { bytes in
      read(String(decoding: bytes.withUnsafeBufferPointer { Array($0) }, as: UTF8.self))
    }
  }

  private static func image(_ description: String, _ start: [UInt8]...) -> Subject {
    Subject("sniffer of \(description)", Array(start.joined())) { bytes in
      if case .image(let facts) = ImageSniffer.examine(bytes, isComplete: true) {
        _ = ImageSniffer.complete(facts, of: bytes)
      }
      _ = MediaTypeSniffer.sniff(bytes, declared: nil)
    }
  }

  /// Every parser, in every place that matters.
  public static let all: [Subject] = documents + values + files + images

  private static let documents: [Subject] = [
    document("page", .html), document("page in full", .html, full: true),
    document("page after its head", .html, "<!doctype html><title>a</title><body><p>"),
    document("attribute of a page", .html, "<img src=a alt=\"", "\">"),
    document("tag of a page", .html, "<img src=a ", ">"),
    document("tag of a page in full", .html, "<img src=a ", ">", full: true),
    document("link of a page", .html, "<a href=\"", "\">a</a>"),
    document("caption of a page", .html, "<figure><img src=a><figcaption>", "</figure>"),
    document("srcset of a page", .html, "<img srcset=\"", "\">"),
    document("lazy attribute of a page", .html, "<div data-images='", "'></div>"),
    document("style attribute of a page", .html, "<p style=\"background:url(a);", "\">"),
    document("style element of a page", .html, "<style>", "</style>"),
    document("script of a page", .html, "<script>var a = \"b.png\";", "</script>"),
    document("JSON of a page", .html, "<script type=application/json>{\"a\":[", "]}</script>"),
    document(
      "JSON-LD of a page", .html, "<script type=application/ld+json>{\"image\":", "}</script>"),
    document(
      "rights in JSON-LD", .html,
      "<script type=application/ld+json>{\"license\":\"/l\",\"image\":", "}</script>"),
    document("scopes of a license", .html, "<article><a rel=license href=/l>l</a>", "</article>"),
    document("noscript of a page", .html, "<noscript>", "</noscript>"),
    document("inner document", .html, "<iframe srcdoc=\"", "\"></iframe>"),
    document("comment of a page", .html, "<!--[if", "-->", full: true),
    document("meta refresh", .html, "<meta http-equiv=refresh content=\"0; url=", "\">"),
    document("style sheet", .css), document("image set", .css, "a{b:image-set(", ")}"),
    document("sitemap", .sitemap, "<urlset>", "</urlset>"),
    document("tag of a sitemap", .sitemap, "<urlset ", "><url><loc>a</loc></url></urlset>"),
    document("list of addresses", .text, "http://a.example/\n"),
    document(
      "feed", .feed, "<rss><channel><item>", "</item></channel></rss>"),
    document("text of a feed", .feed, "<rss><channel><item><description>", "</description></item>"),
    document("drawing", .xml, "<svg xmlns='http://www.w3.org/2000/svg'>", "</svg>"),
    document(
      "JSON feed", .json, "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[", "]}"),
    document("manifest", .manifest, "{\"icons\":[", "]}"),
  ]

  /// The links of a header line that begins with a text.
  private static func headerLinks(_ name: String, _ start: String) -> Subject {
    text(name, limit: 200_000) { value in
      guard let base = try? WebAddress("http://a.example/") else { return }
      var head = ResponseHead()
      for line in ["HTTP/1.1 200 OK\r\n", "\(start)\(value)\r\n", "\r\n"] {
        _ = head.receive(line.utf8.span)
      }
      HeaderLinks.extract(from: head.headers, at: base) { _ in }
    }
  }

  private static let values: [Subject] = [
    Subject("srcset") { Srcset.parse($0) { _ in } },
    text("address", "http://a.example/", limit: 60_000) { _ = try? WebAddress($0) },
    text("host", "http://", limit: 60_000) { _ = try? WebAddress($0) },
    text("query", "http://a.example/?", limit: 60_000) { _ = try? WebAddress($0) },
    text("relative reference", limit: 60_000) { text in
      guard let base = try? WebAddress("http://a.example/b/c/d?e") else { return }
      _ = try? WebAddress(text, relativeTo: base)
    },
    Subject("data address", Array("data:image/png;base64,".utf8)) { bytes in
      _ = DataAddress(bytes, limit: 1 << 20)
    },
    headerLinks("Link header", "Link: <a>; rel=icon, "),
    headerLinks("Refresh header", "Refresh: 0; url="),
    text("lines of a head", limit: 200_000) { value in
      var head = ResponseHead()
      _ = head.receive("HTTP/1.1 200 OK\r\n".utf8.span)
      for line in value.split(separator: "\n") { _ = head.receive("a: \(line)\r\n".utf8.span) }
      _ = head.receive("\r\n".utf8.span)
      _ = (head.contentType, head.announcedBytes, head.declaredCharset)
    },
    text("Referrer-Policy", "no-referrer, ") { _ = ReferrerPolicy(fields: [$0]) },
    text("meta referrer") { _ = ReferrerPolicy(meta: $0) },
    text("Retry-After") { _ = RetryAfter.pause($0, now: Timestamp(seconds: 0)) },
    text("Content-Range", "bytes ") { _ = ContentRange($0) },
    text("Content-Encoding", "gzip, ") { _ = ContentCoding.list([$0]) },
    text("X-Robots-Tag") { _ = PageDirectives(xRobotsTag: $0, agent: "magpie") },
    text("meta robots") { _ = PageDirectives(metaName: "robots", content: $0, agent: "magpie") },
    text("Content-Usage") { _ = ContentUsage($0) },
    text("TDM headers") { _ = TDMReservation(reservation: "1", policy: $0) },
  ]

  private static let files: [Subject] = [
    Subject("robots.txt") { _ = RobotsReader.read($0, for: "magpie") },
    Subject("robots.txt for all", Array("User-agent: *\n".utf8)) { bytes in
      let rules = RobotsReader.read(bytes, for: "magpie")
      _ = rules.verdict(for: "/a/b.png?c=d")
    },
    Subject("robots.txt for a long path", Array("User-agent: *\n".utf8)) { bytes in
      let rules = RobotsReader.read(bytes, for: "magpie")
      _ = rules.verdict(for: "/" + String(repeating: "aab", count: 2_000))
    },
    text("path under rules", "/") { path in
      let rules = RobotsReader.read(
        "User-agent: *\nDisallow: /*a*b*c$\nDisallow: /*aab\nAllow: /*/b\nDisallow: /a".utf8.span,
        for: "magpie")
      _ = rules.verdict(for: path)
    },
    Subject("ai.txt", Array("User-Agent: *\nDisallow: *.png\n".utf8)) { bytes in
      let rules = RobotsReader.read(bytes, for: "magpie")
      _ = rules.verdict(for: "/a/b.png?c=d")
      _ = rules.usage(for: "/a/b.png?c=d")
    },
    Subject("list to fetch", Array("http://a.example/b.png\n".utf8), size: 100) { bytes in
      _ = AddressList(bytes.withUnsafeBufferPointer { Array($0) }, of: "list")
    },
    Subject("live rules", size: 150) { bytes in
      _ = RulesText(bytes.withUnsafeBufferPointer { Array($0) })
    },
    Subject("tdmrep.json", Array("[{\"location\":\"/\",\"tdm-reservation\":1},".utf8)) { bytes in
      _ = TDMRules(reading: bytes).rule(for: "/a/b.png")
    },
    Subject("encoding of a page", Array("<meta ".utf8)) { bytes in
      _ = CharacterEncoding.ofHTML(bytes).cleanText(bytes)
    },
    Subject("windows-1252") { _ = CharacterEncoding.windows1252.cleanText($0) },
    Subject("Shift_JIS") { _ = CharacterEncoding(label: "sjis")?.cleanText($0) },
    Subject("encoding of XML", Array("<?xml ".utf8)) { _ = CharacterEncoding.ofXML($0) },
  ]

  /// The search for the end of an image with a known header.
  private static func end(_ description: String, _ format: ImageFormat, _ start: [UInt8]) -> Subject
  {
    Subject("end of \(description)", start) { bytes in
      _ = ImageSniffer.complete(ImageFacts(format: format, width: 1, height: 1), of: bytes)
    }
  }

  private static let images: [Subject] = [
    end("a JPEG", .jpeg, [0xFF, 0xD8, 0xFF, 0xC0, 0, 9, 8, 0, 1, 0, 1, 0, 0]),
    end("a JPEG with a scan", .jpeg, [0xFF, 0xD8, 0xFF, 0xDA, 0, 2]),
    end("a PNG", .png, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
    end("a GIF", .gif, Array("GIF89a".utf8) + [1, 0, 1, 0, 0, 0, 0]),
    end("boxes", .avif, [0, 0, 0, 16] + Array("ftypavif".utf8) + [0, 0, 0, 0]),
    image("an unknown type"), image("JPEG", [0xFF, 0xD8, 0xFF]),
    image("PNG", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
    image("GIF", Array("GIF89a".utf8), [1, 0, 1, 0, 0, 0, 0]),
    image("WebP", Array("RIFF".utf8), [0xFF, 0xFF, 0xFF, 0], Array("WEBPVP8X".utf8)),
    image("AVIF", [0, 0, 0, 16], Array("ftypavif".utf8), [0, 0, 0, 0]),
    image(
      "AVIF with a meta box", [0, 0, 0, 16], Array("ftypavif".utf8), [0, 0, 0, 0, 0, 15, 0, 0],
      Array("meta".utf8), [0, 0, 0, 0]),
    image("JPEG XL", [0, 0, 0, 12], Array("JXL ".utf8), [0x0D, 0x0A, 0x87, 0x0A]),
    image("a JPEG XL codestream", [0xFF, 0x0A]), image("ICO", [0, 0, 1, 0, 0xFF, 0xFF]),
    image("TIFF", [0x49, 0x49, 0x2A, 0, 8, 0, 0, 0]),
    image("BigTIFF", [0x4D, 0x4D, 0, 0x2B, 0, 8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 16]),
    image("BMP", Array("BM".utf8)), image("SVG", Array("<svg ".utf8)),
    image("an SVG after its prolog", Array("<?xml version='1.0'?><!DOCTYPE svg [".utf8)),
    image("UTF-16", [0xFF, 0xFE]),
  ]
}
