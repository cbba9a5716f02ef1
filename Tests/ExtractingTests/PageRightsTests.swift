import Addressing
import CrawlModel
@testable import Extracting
import Testing

/// What pages state about the rights in their images.
struct PageRightsTests {
  /// The statements about each image, as `path: kind place value`, with the scan before libxml2 and
  /// without it.
  private func statements(_ html: String) throws -> [String] {
    func words(_ links: [Link]) -> [String] {
      links.filter { $0.kind == .image }.flatMap { link in
        (link.caption.rights?.statements ?? []).map { statement in
          "\(link.address.path): \(statement.kind.rawValue) \(statement.place.rawValue) "
            + statement.value
        }
      }
    }
    let scanned = words(try Extraction(html).links)
    var links: [Link] = []
    let context = DocumentContext(
      address: try WebAddress("http://page.test/"), isReadInFull: true)
    _ = try HTMLLinks().extract(from: Array(html.utf8).span, in: context) { links.append($0) }
    #expect(words(links) == scanned)
    return scanned
  }

  private func statements(jsonLD json: String) throws -> [String] {
    Set(
      try statements("<img src=/a><script type=application/ld+json>\(json)</script><img src=/b>")
    ).sorted()
  }

  @Test(arguments: [
    #"{"@type": "ImageObject", "contentUrl": "/a", "license": "/l"}"#,
    #"{"@type": "https://schema.org/ImageObject", "url": "http://page.test/a", "license": "/l"}"#,
    #"[{"@type": "Thing"}, {"@id": "/a", "@type": ["ImageObject"], "schema:license": ["/l"]}]"#,
    #"{"@graph": [{"@type": "Article", "image": {"url": "/a", "license": {"@id": "/l"}}}]}"#,
    #"{"@type": "Recipe", "image": [{"@type": "ImageObject", "url": "/a", "license": "/l"}]}"#,
    #"{"image": {"@list": [{"url": ["/a"], "license": {"url": "/l", "@type": "CreativeWork"}}]}}"#,
    #"""
    {"@graph": [{"@id": "x", "@type": "ImageObject", "contentUrl": "/a"},
      {"@id": "x", "license": "/l"}]}
    """#,
    #"""
    {"@graph": [{"@id": "x", "license": "/l"},
      {"@id": "x", "@type": "ImageObject", "contentUrl": "/a"}]}
    """#,
    #"{"@type": "ImageObject", "contentUrl": "/a", "license": "/l""#,
  ])
  func `an image object in JSON-LD, wherever it is`(json: String) throws {
    #expect(try statements(jsonLD: json) == ["/a: license json-ld http://page.test/l"])
  }

  @Test func `all properties that Google documents`() throws {
    let json = """
      {"@context": "https://schema.org/", "@type": "ImageObject", "contentUrl": "/a",
        "license": "https://birds.example/license", "acquireLicensePage": "/buy",
        "creditText": "Bird  Lab", "creator": {"@type": "Person", "name": "Ann"},
        "copyrightNotice": "Ann & Co", "copyrightHolder": [{"name": "Bo"}]}
      """
    #expect(
      try statements(jsonLD: json) == [
        "/a: acquire_license_page json-ld http://page.test/buy",
        "/a: copyright_notice json-ld Ann & Co", "/a: creator json-ld Ann",
        "/a: credit_text json-ld Bird Lab", "/a: license json-ld https://birds.example/license",
        "/a: owner json-ld Bo",
      ])
  }

  @Test(arguments: [
    #"{"@type": "Article", "url": "/a", "license": "/l"}"#,
    #"{"@type": "Article", "image": "/a", "license": "/l"}"#,
    #"{"@type": "VideoObject", "contentUrl": "/a", "license": "/l"}"#,
    #"{"image": {"@type": "Article", "url": "/a", "license": "/l"}}"#,
    #"{"@type": "ImageObject", "contentUrl": "/other", "license": "/l"}"#,
    #"{"@type": "ImageObject", "contentUrl": "/a", "license": ""}"#,
    #"{"@type": "ImageObject", "contentUrl": "/a", "license": 5}"#,
    #"{"@type": "ImageObject", "contentUrl": "/a", "x": {"license": "/l"}}"#,
    #"{"@type": "ImageObject", "license": "/l"}"#,
    #"{"@type": "ImageObject", "contentUrl": "http://[/a", "license": "/l"}"#, #"{"license"#,
  ])
  func `what is about something else is not taken`(json: String) throws {
    #expect(try statements(jsonLD: json).filter { $0.hasPrefix("/a:") }.isEmpty)
  }

  @Test func `deep, large and broken JSON ends`() throws {
    let deep = String(repeating: #"{"image":["#, count: 100_000)
    #expect(try statements(jsonLD: deep + #"{"url": "/a", "license": "/l"}"#).isEmpty)
    let object = #"{"@type":"ImageObject","contentUrl":"/a","license":"/l"},"#
    let many = "[" + String(repeating: object, count: 20_000) + "]"
    #expect(try statements(jsonLD: many) == ["/a: license json-ld http://page.test/l"])
    let licenses = (0..<1000).map { "\"/\($0)\"" }.joined(separator: ",")
    let json = #"{"@type": "ImageObject", "url": "/a", "license": ["# + licenses + "]}"
    #expect(try statements(jsonLD: json).count == ImageRights.most)
  }

  @Test(arguments: [
    ("<a rel=license href=/l>x</a>", "rel-license"), ("<link rel=LICENSE href=/l>", "rel-license"),
    (#"<a href="/l" rel="external license">x</a>"#, "rel-license"),
    (#"<a rel="cc:license" href=/l>x</a>"#, "rel-license"),
    (#"<a itemprop=license href=/l>x</a>"#, "microdata"),
    (#"<link itemprop="license" href=/l>"#, "microdata"),
    (#"<meta itemprop="license" content="/l">"#, "microdata"),
  ])
  func `a link covers the images of the page, before and behind it`(
    link: String, place: String
  ) throws {
    #expect(
      try statements("<link rel=icon href=/i><img src=/a>\(link)<img src=/b>")
        == ["/a: license \(place) http://page.test/l", "/b: license \(place) http://page.test/l"])
  }

  @Test func `a link in a figure or article covers what is in it, and the nearest counts`() throws {
    let html = """
      <img src=/0><article><img src=/1><figure><img src=/2><a rel=license href=/figure>f</a></figure>
      <figure><img src=/3></figure><a rel=license href=/article>a</a></article>
      <figure><img src=/4></figure><a rel=license href=/page>p</a>
      """
    #expect(
      try statements(html) == [
        "/0: license rel-license http://page.test/page",
        "/1: license rel-license http://page.test/article",
        "/2: license rel-license http://page.test/figure",
        "/3: license rel-license http://page.test/article",
        "/4: license rel-license http://page.test/page",
      ])
  }

  @Test func `what JSON-LD says about the image comes before what is around it`() throws {
    let html = """
      <img src=/a><a rel=license href=/page>x</a><script type=application/ld+json>
      {"@type": "ImageObject", "url": "/a", "license": "/own"}</script>
      """
    #expect(
      try Set(statements(html)) == [
        "/a: license json-ld http://page.test/own", "/a: license rel-license http://page.test/page",
      ])
    let rights = try Extraction(html).links.first?.caption.rights
    #expect(rights?[.license] == "http://page.test/own")
  }

  @Test(arguments: [
    "<noscript><a rel=license href=/l>x</a></noscript><img src=/a>",
    "<a rel=license>x</a><img src=/a>", "<a rel=nolicense href=/l>x</a><img src=/a>",
    "<a rel=license href=/l>x</a><script>show('/a.png')</script>",
    "</article></figure><img src=/a>",
  ])
  func `what states nothing`(html: String) throws {
    #expect(try statements(html).isEmpty)
  }

  @Test func `many scopes and statements end`() throws {
    let nested =
      String(repeating: "<article>", count: 200) + "<a rel=license href=/l>x</a><img src=/a>"
    #expect(try statements(nested) == ["/a: license rel-license http://page.test/l"])
    let links = (0..<10_000).map { "<a rel=license href=/\($0)>x</a>" }.joined()
    #expect(try statements(links + "<img src=/a>").count == ImageRights.most)
  }

  @Test(arguments: [
    "<a rel=license href=/VALUE>l</a>",
    #"<script type=application/ld+json>{"@type": "ImageObject", "url": "/a", "license": "/VALUE"}</script>"#,
  ])
  func `the statements of a page have a limit for all its images together`(
    statement: String
  ) throws {
    let value = String(repeating: "v", count: 400)
    let count = 30_000
    let found = try statements(
      statement.replacing("VALUE", with: value)
        + String(repeating: "<img src=/a>", count: count))
    #expect(found.count > 1_000 && found.count < count)
    #expect(found.count * value.utf8.count <= LinkTextBudget.maximumBytes)
  }

  @Test func `parts of one image have no more addresses together than one`() throws {
    let parts = (0..<20).map { #"{"@id": "x", "@type": "ImageObject", "url": "/\#($0)"}"# }
    let images = (0..<20).map { "<img src=/\($0)>" }.joined()
    let found = try statements(
      images + "<script type=application/ld+json>[\(parts.joined(separator: ",")),"
        + #"{"@id": "x", "license": "/l"}]</script>"#)
    #expect(Set(found).count == JSONLDRights.maximumAddresses)
  }
}
