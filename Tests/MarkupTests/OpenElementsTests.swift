import Testing

@testable import Markup

/// Compares the scan's model of libxml2's stack with libxml2, pair by pair.
@Suite(.enabled(if: HTMLScan.isProven, "the scan is not proven for this libxml2"))
struct `the open elements of libxml2` {
  static let names =
    ElementTable.names.map { "\($0)" } + ["section", "svg", "figure", "o:p", "my-element"]

  /// The events of a page, without the marks that separate text.
  private func events(_ page: String, _ interest: HTMLInterest?) throws -> [String] {
    let log = EventLog()
    let bytes = Array(page.utf8)
    try HTMLReader([.rawText, .conditionalComments], interest: interest).read(bytes.span, into: log)
    return log.lines.filter { $0 != "!x" } + [String(decoding: log.text, as: UTF8.self)]
  }

  @Test(arguments: names)
  func `are ended by the same tags`(_ outer: String) throws {
    for inner in Self.names {
      for page in [
        "<body><\(outer)><\(inner)>t</\(inner)>u</\(outer)>v<p>",
        "<body><\(outer)><b><\(inner)>t</\(outer)>u<p>",
      ] {
        #expect(try events(page, .everything) == events(page, nil), "\(page)")
      }
    }
    // Otherwise the scan would only have given up; a frameset has no body.
    let page = Array("<body><\(outer)><div>t</\(outer)>u<p>".utf8)
    let isScanned = HTMLReader([.rawText], interest: .everything).isScanned(page.span)
    #expect(isScanned || outer == "body")
  }

  @Test(arguments: names)
  func `are the same before the body`(_ name: String) throws {
    for inner in ["p", "meta", "title", "div", "body", "head", "frame", "section", "noscript"] {
      for page in [
        "<\(name)>t<\(inner)>u<p>", "<head><\(name)>t<\(inner)>u</head><p>",
        "<\(name)></\(name)><\(inner)>t</\(inner)><\(name)>u<p>",
      ] {
        #expect(try events(page, .everything) == events(page, nil), "\(page)")
      }
    }
  }

  @Test(arguments: [
    "text<p>", " <p>t", "<title>t</title>u<p>v", "<head>t<p>u", "<html><head></head>t<p>",
    "<!-- c -->t<b>u</b>", "<meta><p>t", "<script></script>t<p>u", "<frameset><p>t",
    "<noframes><p>t",
    "<html><html lang=x><p>t", "<p><head><title>t</title></head>u</head>v<p>", "<body><body><p>t",
    "<p></body>t</html>u<p>v", "</p>t<p>", "<p>t</br>u<p>", "<a><b></a>t</b>u<p>",
    "<table><td><div></table>t</td>u<p>", "<div><td></div>t</td>u</div><p>", "<p/>t<div/>u<p>",
    "<br/>t<br>u<p>", "&amp;t<p>u", "<html>&lt;<p>t", "\u{1}<p>t", "<p>\u{1}", "<p>t&", "<p>&</x>",
    "<p>&am<!-- c -->p;t", "<section>t", "<head><section>t<body>u<p>",
  ])
  func `are the same in regular and irregular pages`(_ page: String) throws {
    #expect(try events(page, .everything) == events(page, nil))
  }
}
