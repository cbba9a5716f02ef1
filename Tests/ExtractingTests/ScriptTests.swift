import Testing

@testable import Extracting

/// Images in scripts and in JSON other than JSON-LD.
@Suite struct ScriptTests {
  private func strings(_ script: String) -> [String] {
    var found: [String] = []
    ScriptStrings.scan(Array(script.utf8).span) { found.append($0) }
    return found
  }

  @Test(arguments: [
    (#"x = "http://h/a.jpg";"#, ["http://h/a.jpg"]), ("f('//h/a.png?x=1#y')", ["//h/a.png?x=1#y"]),
    (#"{"a":"http:\/\/h\/a.jpg"}"#, ["http://h/a.jpg"]),
    (#"{"a":"http:\u002F\u002fh\u002Fa.jpg"}"#, ["http://h/a.jpg"]),
    (#"p("{\"a\":\"http:\\/\\/h\\/a.jpg\",\"b\":\"\/b.png\"}")"#, ["http://h/a.jpg", "/b.png"]),
    ("document.write('<img src=\"/a.png?x=1&amp;y=2\">')", ["/a.png?x=1&y=2"]),
    ("// don't\nx = `/a.webp`", ["/a.webp"]),
    ("['a.png', 'b.png','c/d.png']", ["a.png", "b.png", "c/d.png"]),
    ("img.src = 'a.png'", ["a.png"]), ("x = 'i/a.png'", ["i/a.png"]),
    (#""thumbnailUrl":"https://h/a""#, ["https://h/a"]), ("ogImage = '//h/a'", ["//h/a"]),
    (#"{"images":["https://h/a"]}"#, ["https://h/a"]),
    ("a ? '/x.png' : '/y.png'", ["/x.png", "/y.png"]),
  ])
  func `a complete address is found`(_ script: String, _ found: [String]) {
    #expect(strings(script) == found)
  }

  @Test(arguments: [
    "'.png'", "x + '/a.png'", "'/a' + x + '.png'", "'http://h/a.png' + x", "'/a/${x}.png'",
    "'/a/{x}.png'", "f('a.png')", "e.endsWith('x.png')", "'a b.png'", "'/a.html'", "'/a.mp4'",
    "{'./a/b.png': 1}", "require('./a/b.png')", "/[a-z]+\\.png$/", "'http://h/a'", "'url(a.png'",
    "'*.png'", "'/a.png?x='", "'/a/%s.png'", "url = 'http://h/page'", "'http://h/a.png",
    "name = 'a.png'",
  ])
  func `parts that a script concatenates are ignored`(_ script: String) {
    #expect(strings(script) == [])
  }

  @Test(arguments: ["'", "\"", "`", "\\", "\\'", "'/a.png", "'/a.png'", "\"\\\"", "'='", "a.png'"])
  func `a hostile script is read to its end`(_ piece: String) {
    #expect(strings(String(repeating: piece, count: 200_000)).count <= 200_000)
  }

  private func json(_ text: String) throws -> [String] {
    try Extraction("<script type='application/json'>\(text)</script>").lines
  }

  @Test(arguments: [
    (#"{"a":"\/a.png"}"#, "image http://page.test/a.png script[json]"),
    (#"{"url":"my bird.png"}"#, ""),
    (#"{"image":"my bird.png"}"#, "image http://page.test/my%20bird.png script[json]"),
    (#"{"src":"a.png"}"#, "image http://page.test/a.png script[json]"), (#"{"name":"a.png"}"#, ""),
    (#"{"image_url":"http://h.test/a"}"#, "image http://h.test/a script[json]"),
    (#"{"page":"http://h.test/a"}"#, ""), (#"{"image_url":"http://h.test/a.html"}"#, ""),
    (#"{"http://h.test/a.png":[3,4]}"#, "image http://h.test/a.png script[json]"),
    (
      #"{"html":"\u003cp\u003e\u003cimg src=\"/a\"\u003e\u003ca href=b\u003e"}"#,
      "image http://page.test/a script[json]/img[src]"
    ),
    (#"{"state":"{\"x\":\"/a.png\"}"}"#, "image http://page.test/a.png script[json]"),
    (#"{"a":"/a.png"#, ""), (#"{"a":"/a.png","#, "image http://page.test/a.png script[json]"),
  ])
  func `images in JSON are found by key or extension`(_ text: String, _ line: String)
    throws
  {
    #expect(try json(text) == (line.isEmpty ? [] : [line]))
  }

  @Test func `other types of scripts are not read`() throws {
    #expect(try Extraction("<script src=x>'/a.png'</script>").lines == [])
    #expect(try Extraction("<script type=importmap>{\"a\":\"/a.png\"}</script>").lines == [])
  }
}
