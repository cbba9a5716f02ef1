import Testing

@testable import Extracting

/// Images in JSON-LD, in the forms that schema.org allows.
@Suite struct JSONLDTests {
  private func images(_ json: String) -> [String] {
    var found: [String] = []
    JSONLDImages.scan(Array(json.utf8).span) { found.append($0) }
    return found
  }

  @Test(arguments: [
    (#"{"image": "a.jpg"}"#, ["a.jpg"]),
    (#"{"image": "/a"}"#, ["/a"]),
    (#"{"image": ["http://h/a", "http://h/b"]}"#, ["http://h/a", "http://h/b"]),
    (#"{"image": {"@type": "ImageObject", "url": "/a", "width": 3}}"#, ["/a"]),
    (#"{"image": {"url": "/a", "@type": "ImageObject"}}"#, ["/a"]),
    (#"{"image": {"url": "/a"}}"#, ["/a"]),
    (#"{"image": [{"url": "/a"}, {"contentUrl": "/b"}]}"#, ["/a", "/b"]),
    (#"{"image": {"@list": ["/a", {"url": "/b"}]}}"#, ["/a", "/b"]),
    (#"{"image": {"@id": "http://h/a.png"}}"#, ["http://h/a.png"]),
    (#"{"image": {"url": ["/a", "/b"]}}"#, ["/a", "/b"]),
    (#"{"image": {"url": {"@id": "/a.png"}}}"#, ["/a.png"]),
    (#"{"logo": {"@type": "http://schema.org/ImageObject", "contentUrl": "/a"}}"#, ["/a"]),
    (#"{"schema:image": "/a", "http://schema.org/logo": "/b"}"#, ["/a", "/b"]),
    (#"{"@graph": [{"@type": ["Thing", "ImageObject"], "url": "/a"}]}"#, ["/a"]),
    (#"{"@type": "ImageObject", "contentUrl": "/a", "thumbnailUrl": "/b"}"#, ["/b", "/a"]),
    (#"{"@type": "VideoObject", "thumbnailUrl": ["/a"], "contentUrl": "/v.mp4"}"#, ["/a"]),
    (#"{"publisher": {"logo": {"url": "\/a\u002Fb"}}}"#, ["/a/b"]),
    (
      #"{"photo": "/a", "primaryImageOfPage": {"url": "/b"}, "screenshot": "/c"}"#,
      ["/a", "/b", "/c"]
    ),
    (#"[{"image": "/a"}, {"image": "/b"}]"#, ["/a", "/b"]),
    (#"{"image": "/a"} {"image": "/b"}"#, ["/a", "/b"]),
    (#"/*<![CDATA[*/ {"image": "/a"}; /*]]>*/"#, ["/a"]),
    (#"{"mainEntity": {"associated": "http://h/x.png"}}"#, ["http://h/x.png"]),
    (#"{"image": {"url": "/a""#, ["/a"]), (#"{"image": "/cut"#, []),
    (#"{"about": {"subject": {"@type": "ImageObject", "url": "/a"}}}"#, ["/a"]),
    (#"{"hero": [{"@type": "imageObject", "contentURL": "/a"}]}"#, ["/a"]),
    (#"{"caption": {"@type": "ImageObject", "contentUrl": {"@value": "/a"}}}"#, ["/a"]),
    (#"{"@graph": [{"@type": "ImageObject", "url": {"@id": "/a"}}]}"#, ["/a"]),
    (#"{"hero": {"@type": "ImageObject", "url": {"@type": "URL", "@id": "/a"}}}"#, ["/a"]),
    (#"{"logo": {"@type": "MediaObject", "contentUrl": "/a"}}"#, ["/a"]),
    (#"{"media": [{"@type": "MediaObject", "encodingFormat": "image/png", "url": "/a"}]}"#, ["/a"]),
    (#"{"Image": "/a", "THUMBNAILURL": "/b"}"#, ["/a", "/b"]),
    (#"{"@type": "ImageObject", "url": "/thumb.php"}"#, ["/thumb.php"]),
    (#"{"image": "/thumb.php?id=1"}"#, ["/thumb.php?id=1"]),
  ])
  func `an image is found`(_ json: String, _ found: [String]) {
    #expect(images(json) == found)
  }

  @Test(arguments: [
    #"{"@type": "Article", "url": "/page", "@id": "/page"}"#,
    #"{"image": {"@type": "WebPage", "url": "/page"}}"#,
    ##"{"image": {"@id": "#primary"}}"##, #"{"image": {"@id": "http://h/page/#image"}}"#,
    #"{"image": "A red bird"}"#, #"{"image": ""}"#, #"{"image": null}"#, #"{"image": "page.html"}"#,
    #"{"name": "bird.png", "caption": "http://h/bird.png"}"#, #"{"contentUrl": "/film.mp4"}"#,
    #"{"media": {"@type": "MediaObject", "contentUrl": "/a"}}"#,
    #"{"hero": {"@type": "WebPage", "url": {"@id": "/a"}}}"#, #"{"image": "/page.php"}"#,
    #"{"url": "/a"}"#, #"{"@context": "http://schema.org/a.png"}"#, "", "null", "}]",
  ])
  func `addresses of other things are ignored`(_ json: String) {
    #expect(images(json) == [])
  }

  @Test func `an address deep inside counts by its extension`() {
    let depth = 100_000
    let json =
      String(repeating: #"{"a":["#, count: depth) + #""http://h/x.png", "/y""#
      + String(repeating: "]}", count: depth) + #", {"image": "/z"}"#
    #expect(images(json) == ["http://h/x.png", "/z"])
  }
}
