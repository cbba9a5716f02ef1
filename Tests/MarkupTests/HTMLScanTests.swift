import Testing

@testable import Markup

/// What the scan keeps of a page.
@Suite struct `the scan before libxml2` {
  private static let interest: HTMLInterest = {
    var attributes = HTMLInterest.Attributes()
    attributes.ofElement = ["img": ["src"], "a": ["href"]]
    attributes.styles = ["style"]
    attributes.beside = ["href", "alt", "rel"]
    attributes.ignored = ["class"]
    return HTMLInterest(
      roles: [
        "a": [.events, .text], "h1": [.events, .text], "figure": .events, "p": .eventsInText,
        "img": [.events, .anyAttribute, .presence],
      ], attributes: attributes,
      mayBeImage: { $0.count > 3 && $0[$0.count - 4] == UInt8(ascii: ".") })
  }()

  private func left(of page: String, _ options: HTMLReader.Options = [.rawText]) -> String? {
    Array(page.utf8).withUnsafeBufferPointer { bytes in
      var scan = HTMLScan(bytes, options, Self.interest)
      return scan.run() ? String(decoding: scan.repair.output, as: UTF8.self) : nil
    }
  }

  @Test(arguments: [
    ("<p>text <b>bold</b></p>", ""),
    ("<div class=a><p>t<img class=b src=c.png></div>", "<img src=c.png>"),
    ("<p>t<a href='b' class=x>text</a>u</p>", "<a href='b' />"),
    ("<a href=b.png>text</a>", "<a href=b.png>text</a>"),
    ("<a href=b><img src=c>t</a>", "<a href=b><img src=c>t</a>"),
    ("<a href=b><p>t</p><i>u</i></a>", "<a href=b />"),
    ("<a href=b.png><p>t</p><i>u</i></a>", "<a href=b.png><p>t</p>u</a>"),
    ("<a href=b?c&amp;d>t</a>", "<a href=b?c&amp;d>t</a>"),
    ("<h1>a <a href=b>c</a></h1>", "<h1>a <a href=b>c</a></h1>"),
    ("<h1>&am<b>p;</b></h1>", "<h1>&am<!--x-->p;</h1>"),
    ("<div style='color:red'>t</div>", ""),
    ("<div style='background:url(a)'>t</div>", "<div style='background:url(a)'></div>"),
    ("<div data-x=1 data-y=a.b>t</div>", "<div data-y=a.b></div>"),
    ("<div data-x=1 data-x=a.b>t</div>", "<div data-x=1 data-x=a.b></div>"),
    ("<img class=x>", "<img id>"), ("<img>", "<img>"),
    ("<img\u{0C}src=a\u{0C}/>", "<img src=a>"),
    ("<i onclick='a()'><i onclick='a.b()'>", "<i onclick='a.b()'>"),
    ("<script class=x>var a</script>", "<script></script>"),
    ("<textarea><img src=a></textarea>", ""), ("<!-- c --><x><!d></x>", ""),
    ("<a href=b.png><span><table><tr></table></a>", "<a href=b.png></a>"),
    (
      "<a href=b.png><span><table style='(('></table></a>",
      "<a href=b.png><span><table style='(('></table></span></a>"
    ),
    ("<div><a href=b.png>t</div>u", "<a href=b.png>t</a>"),
    ("<p><figure><p></figure>", "<figure></figure>"),
  ])
  func `keeps what matters`(_ part: String, _ expected: String) throws {
    let begin = "<html><body>"
    // The rule at the end is removed as well, which leaves a comment.
    #expect(left(of: begin + part + "<hr>") == begin + expected + "<!--x-->")
  }

  /// Knows the references that end with a digit.
  private final class Numbered: KnownReferences {
    func isKnown(_ reference: Span<UInt8>) -> Bool {
      reference[reference.count - 1] &- UInt8(ascii: "0") < 10
    }
  }

  @Test(arguments: [
    ("<a href=\"/1\">text</a><p>u</p>", "", 1), ("<a href='/1'>a< b</a>", "", 1),
    ("<a href=\"/1\">t</A><a href=/2>u</a >", "", 2), ("<a href=\"/1\"></a>", "", 1),
    ("<a href=\"/1\"><b>t</b></a>", "", 1), ("<a href=\"/1\">t", "<a href=\"/1\">t", 0),
    ("<a href=\"/1\"><img src=a></a>", "<a href=\"/1\"><img src=a></a>", 0),
    ("<h1>a<a href=\"/1\">t</a></h1>", "<h1>a<a href=\"/1\">t</a></h1>", 0),
    ("<a href=\"/x\">t</a>", "<a href=\"/x\" />", 0),
    ("<a href=\"/1\" style=\"(\">t</a>", "<a href=\"/1\" style=\"(\">t</a>", 0),
    ("<figure><a href=\"/1\">t</a></figure>", "<figure></figure>", 1),
    // Nothing remains of the removed `a`, but what kept another from being ended does.
    ("<a><span><a href=\"/1\">t</a></a>", "<a><span></span></a>", 1),
  ])
  func `omits known links`(_ part: String, _ expected: String, _ count: Int) {
    let page = "<html><body>" + part + "<hr>"
    Array(page.utf8).withUnsafeBufferPointer { bytes in
      var scan = HTMLScan(bytes, [.rawText], Self.interest, leavingOut: Numbered())
      let isRead = scan.run()
      #expect(isRead)
      #expect(
        String(decoding: scan.repair.output, as: UTF8.self)
          == "<html><body>" + expected + "<!--x-->")
      #expect(scan.leftOut.count == count)
    }
  }

  @Test func `a page with a known link at the maximum depth is read in full`() {
    for depth in 240...256 {
      let inside = String(repeating: "<div>", count: depth)
      let page = "<html><body>\(inside)<a href=\"/1\">t</a><hr>"
      let read = Array(page.utf8).withUnsafeBufferPointer { bytes in
        var scan = HTMLScan(bytes, [], Self.interest, leavingOut: Numbered())
        return scan.run()
      }
      // There are `html` and `body` above, and the `a` below.
      #expect(read == (depth + 3 < HTMLReader.maximumDepth - 2))
    }
  }

  @Test(arguments: [
    "<o$p>", "</o$p>", "<body><body/>", "<html><head><noscript><p><body><p>", "&amp;<p>",
    "\u{FEFF}<p>", "<body>\(String(repeating: "<div>", count: 300))",
    "<body>\(String(repeating: "</x>", count: 9_000))", "<h1>t<b>u",
    "<\(String(repeating: "x", count: 120))>",
  ])
  func `gives up if the result is uncertain`(_ page: String) {
    #expect(left(of: page) == nil)
  }
}
