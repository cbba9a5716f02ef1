import CrawlModel
import Extracting
import Testing

struct JSONDocumentTests {
  @Test func `a JSON Feed has pages and images`() throws {
    let found = try Extraction(
      #"""
      {"version": "https://jsonfeed.org/version/1.1", "title": "Birds",
       "home_page_url": "https://a.org/", "feed_url": "https://a.org/feed.json",
       "icon": "/icon.png", "favicon": "\/favicon.ico", "next_url": "/feed.json?page=2",
       "authors": [{"name": "x", "avatar": "/me.jpg"}],
       "items": [{"id": "1", "url": "/1", "image": "/1.jpg", "banner_image": "/b.jpg",
         "content_html": "<p><img src=\"/in.png\" alt=\"In\">", "title": "One",
         "attachments": [{"url": "/a", "mime_type": "image/png"},
                         {"url": "/a.mp3", "mime_type": "audio/mpeg"}]}]}
      """#, type: "feed", at: "https://a.org/feed.json")
    #expect(
      found.lines == [
        "image https://a.org/me.jpg feed[avatar]", "image https://a.org/a feed[enclosure]",
        "page https://a.org/1 feed[link]", "image https://a.org/1.jpg feed[image]",
        "image https://a.org/b.jpg feed[image]", "image https://a.org/in.png feed/img[src]",
        "page https://a.org/ feed[link]", "feed https://a.org/feed.json?page=2 feed[link]",
        "image https://a.org/icon.png feed[icon]", "image https://a.org/favicon.ico feed[icon]",
      ])
    #expect(found.facts.title == "Birds")
    #expect(found.facts.kind == .feed)
    #expect(found.links[3].caption.heading == "One")
  }

  @Test func `a manifest has icons, screenshots and shortcut icons`() throws {
    let found = try Extraction(
      """
      {"name": "App", "start_url": "/?app", "icons": [{"src": "i.png", "sizes": "192x180"},
        {"src": "any.svg", "sizes": "48x48 any"}], "screenshots": [{"src": "/s.webp",
        "label": "Map"}], "shortcuts": [{"url": "/new", "icons": [{"src": "n.png"}]}],
        "related_applications": [{"url": "https://store.example/"}]}
      """, type: "manifest", at: "https://a.org/m/app.webmanifest")
    #expect(
      found.lines == [
        "image https://a.org/m/i.png manifest[icon]",
        "image https://a.org/m/any.svg manifest[icon]",
        "image https://a.org/s.webp manifest[screenshot]",
        "image https://a.org/m/n.png manifest[shortcut]",
        "page https://a.org/new manifest[shortcut]",
        "page https://a.org/?app manifest[start_url]",
      ])
    #expect(found.links[0].caption == Caption(width: 192, height: 180))
    #expect(found.links[1].caption.isEmpty)
    #expect(found.links[2].caption.title == "Map")
    #expect(found.facts.kind == .manifest)
  }

  @Test func `a response of oEmbed has a photo and a thumbnail`() throws {
    let photo =
      #"{"type": "photo", "version": "1.0", "url": "/p", "thumbnail_url": "/t", "title": "B"}"#
    let found = try Extraction(photo, type: "manifest")
    #expect(
      found.lines == [
        "image http://page.test/p oembed[photo]", "image http://page.test/t oembed[thumbnail]",
      ])
    #expect(found.links.map(\.caption.title) == ["B", "B"])
    #expect(found.facts.kind == .manifest)
    let video = #"{"type": "video", "provider_name": "x", "url": "/v", "html": "<iframe src=/v>"}"#
    #expect(try Extraction(video, type: "manifest").lines == [])
  }

  @Test(arguments: [
    (
      """
      <oembed><type>photo</type><url>/p</url><thumbnail_url> /t </thumbnail_url></oembed>
      """, ["image http://page.test/p oembed[photo]", "image http://page.test/t oembed[thumbnail]"]
    ),
    (
      """
      <browserconfig><msapplication><tile><square150x150logo src="/150.png"/>
      <TileImage src="i.png"/><TileColor>#fff</TileColor></tile></msapplication></browserconfig>
      """,
      [
        "image http://page.test/150.png browserconfig[tile]",
        "image http://page.test/i.png browserconfig[tile]",
      ]
    ),
    (
      """
      <OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/"><ShortName>S</ShortName>
      <Image width="16" height="17" type="image/x-icon">http://h.test/f.ico</Image>
      <Url type="text/html" template="http://h.test/?q={searchTerms}"/></OpenSearchDescription>
      """, ["image http://h.test/f.ico opensearch[image]"]
    ),
  ])
  func `a description in XML has images`(_ text: String, _ lines: [String]) throws {
    let found = try Extraction(text, type: "xml")
    #expect(found.lines == lines)
    #expect(found.facts.kind == .manifest)
  }

  @Test func `the members distinguish a feed from a manifest`() throws {
    let manifest = #"{"icons": [{"src": "/i.png"}]}"#
    #expect(try Extraction(manifest, type: "json").facts.kind == .manifest)
    let feed = #"{"version": "https://jsonfeed.org/version/1", "items": [{"image": "/i.png"}]}"#
    #expect(try Extraction(feed, type: "manifest").facts.kind == .feed)
    #expect(try Extraction(feed, type: "manifest").addresses == ["http://page.test/i.png"])
  }

  @Test func `a truncated document is read to its end`() throws {
    let text = #"{"icons": [{"src": "/a.png"}, {"src": "/b.png", "sizes": "1x"#
    #expect(
      try Extraction(text, type: "manifest").addresses == [
        "http://page.test/a.png", "http://page.test/b.png",
      ])
    #expect(try Extraction(#"{"icons": [{"src": "/a.pn"#, type: "manifest").lines == [])
  }

  @Test(arguments: ["[", "{\"a\":", "{\"icons\":[", "\"", "{\"icons\":[{\"src\":\"x\"}", "]", "}"])
  func `many unterminated constructs are read in linear time`(piece: String) throws {
    let text = "{" + String(repeating: piece, count: 100_000)
    for type in ["manifest", "feed"] {
      #expect(try Extraction(text, type: type).links.count <= 100_000)
    }
  }
}
