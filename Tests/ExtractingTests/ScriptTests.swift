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
    (#"x = "http://h/a.jpg";"#, ["http://h/a.jpg"]),
    ("f('//h.test/a.png?x=1#y')", ["//h.test/a.png?x=1#y"]),
    (#"{"a":"http:\/\/h\/a.jpg"}"#, ["http://h/a.jpg"]),
    (#"{"a":"http:\u002F\u002fh\u002Fa.jpg"}"#, ["http://h/a.jpg"]),
    (#"p("{\"a\":\"http:\\/\\/h\\/a.jpg\",\"b\":\"\/b.png\"}")"#, ["http://h/a.jpg", "/b.png"]),
    ("document.write('<img src=\"/a.png?x=1&amp;y=2\">')", ["/a.png?x=1&y=2"]),
    ("// don't\nx = `/a.webp`", ["/a.webp"]),
    ("['a.png', 'b.png','c/d.png']", ["a.png", "b.png", "c/d.png"]),
    ("img.src = 'a.png'", ["a.png"]), ("x = 'i/a.png'", ["i/a.png"]),
    (#""thumbnailUrl":"https://h/a""#, ["https://h/a"]), ("ogImage = '//h.test/a'", ["//h.test/a"]),
    (#"{"images":["https://h/a"]}"#, ["https://h/a"]),
    ("a ? '/x.png' : '/y.png'", ["/x.png", "/y.png"]),
    ("x = '/a.png,/b.png'.split(',')", ["/a.png", "/b.png"]),
    ("x = '/a.png;b.png'", ["/a.png", "b.png"]), ("x = '/w_1,h_2/a.png'", ["/w_1,h_2/a.png"]),
    (#"{"srcSet":"/a 1x, /b.jpg 2x","src":"/c.jpg"}"#, ["/a", "/b.jpg", "/c.jpg"]),
    (#"p([1,"\"srcSet\":\"/i?u=%2Fa\u0026w=1 1x, /b 2x\","])"#, ["/i?u=%2Fa&w=1", "/b"]),
    (
      "h = '<img srcset=\"/a.jpg 300w, /b.jpg 600w\" src=\"/c.jpg\">'",
      ["/a.jpg", "/b.jpg", "/c.jpg"]
    ),
    ("f('//cdn.h.test/a.png')", ["//cdn.h.test/a.png"]),
    ("f('//1.2.3.4:8080/a.png')", ["//1.2.3.4:8080/a.png"]),
  ])
  func `a complete address is found`(_ script: String, _ found: [String]) {
    #expect(strings(script) == found)
  }

  @Test(arguments: [
    "'.png'", "x + '/a.png'", "'/a' + x + '.png'", "'http://h/a.png' + x", "'/a/${x}.png'",
    "'/a/{x}.png'", "f('a.png')", "e.endsWith('x.png')", "'a b.png'", "'/a.html'", "'/a.mp4'",
    "{'./a/b.png': 1}", "require('./a/b.png')", "/[a-z]+\\.png$/", "'http://h/a'", "'url(a.png'",
    "'*.png'", "'/a.png?x='", "'/a/%s.png'", "url = 'http://h/page'", "'http://h/a.png",
    "name = 'a.png'", "'//word.png'", "'//images/a.png'", "'//a.png/b.jpg'", "x = '//logo.jpg?v=1'",
    "'/a 1x, /b 2x' + c", "c + '/a 1x, /b 2x'", "'/a 12 xylophones'", "'a 1x'",
  ])
  func `parts that a script concatenates are ignored`(_ script: String) {
    #expect(strings(script) == [])
  }

  @Test(arguments: [
    "'", "\"", "`", "'/a 1x,", "\"/a 1x,'b 2x,", "\\", "\\'", "'/a.png", "'/a.png'", "\"\\\"",
    "'='", "a.png'",
  ])
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
    (#"{"hero":{"@type":"ImageObject","url":"/a"}}"#, "image http://page.test/a script[json]"),
    (#"{"hero":{"@type":"WebPage","url":"/a"},"image":"b/c"}"#, ""),
    (#"{"x":"//images/a.png"}"#, ""), (#"{"x":"//word.png"}"#, ""),
    (#"{"a":"/a.png"#, ""), (#"{"a":"/a.png","#, "image http://page.test/a.png script[json]"),
  ])
  func `images in JSON are found by key or extension`(_ text: String, _ line: String)
    throws
  {
    #expect(try json(text) == (line.isEmpty ? [] : [line]))
  }

  @Test(arguments: [
    #"{"any":"/a.png,/b.png"}"#, #"{"any":"/a.png, /b.png"}"#, #"{"any":"/a.png 320, /b.png 640"}"#,
    #"{"srcSet":"/a.png 1x, /b.png 2x"}"#, #"{"srcset":"/a.png,/b.png"}"#,
  ])
  func `a string with a list gives each of its images`(_ text: String) throws {
    #expect(try json(text) == ["a", "b"].map { "image http://page.test/\($0).png script[json]" })
  }

  @Test func `other types of scripts are not read`() throws {
    #expect(try Extraction("<script src=x>'/a.png'</script>").lines == [])
    #expect(try Extraction("<script type=importmap>{\"a\":\"/a.png\"}</script>").lines == [])
  }
}
