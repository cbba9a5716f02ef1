import Testing

@testable import Markup

@Suite struct HTMLReaderTests {
  @Test(arguments: [
    // Attributes as the standard reads them.
    ("<img src=a.png>", ["<img src=a.png"]),
    ("<img src=a.png/>", ["<img src=a.png/"]),
    ("<img src = 'a b'>", ["<img src=a b"]),
    ("<IMG SRC=A>", ["<img src=A"]),
    ("<img alt=\"x\"src=\"y\">", ["<img alt=x src=y"]),
    ("<img/src=\"y\"/alt='z'/>", ["<img src=y alt=z"]),
    ("<img src=a src=b>", ["<img src=a"]),
    ("<img alt src=b>", ["<img alt= src=b"]),
    ("<img alt= src=b>", ["<img alt=src=b"]),
    ("<a href=>x", ["<a href="]),
    ("<img\nsrc\n=\n\"y\"\n>", ["<img src=y"]),
    ("<img\u{0C}src\u{0C}=\u{0C}y\u{0C}alt=z\u{0C}>", ["<img src=y alt=z"]),
    ("<img @error=\"x => y\" :alt='>' src=b>", ["<img :alt=> src=b"]),
    ("<img (load)='a > b' [x]=1 *if=\"2\" src=b>", ["<img src=b"]),
    ("<img =x src=b>", ["<img src=b"]),
    ("<img data-a[0]=\"1\" src=b>", ["<img src=b"]),
    ("<img \"src=b>", ["<img"]),
    ("<img alt='a>b' src=c>", ["<img alt=a>b src=c"]),
    ("<img src=\"a", []),
    ("<img src=a", []),
    ("<image src=a>", ["<image src=a"]),
    // Character references.
    ("<a href='?a=1&amp;b=2'>", ["<a href=?a=1&b=2"]),
    ("<a href='?a=1&copy=2'>", ["<a href=?a=1&copy=2"]),
    ("<a href='?a=1&copy2'>", ["<a href=?a=1&copy2"]),
    ("<a href='?a=1&ampb'>", ["<a href=?a=1&ampb"]),
    ("<a href='?a&amp'>", ["<a href=?a&"]),
    ("<a href='?a&amp-b'>", ["<a href=?a&-b"]),
    ("<a href=?a&copy>", ["<a href=?a©"]),
    ("<a href='?a&copy;=2'>", ["<a href=?a©=2"]),
    ("<a href='?a&nosuch;b&'>", ["<a href=?a&nosuch;b&"]),
    ("<a href='http&colon;&sol;&sol;x'>", ["<a href=http://x"]),
    ("<a href='&#x61;&#98;&#99'>", ["<a href=abc"]),
    ("<a href='a&#0;b&#xD800;c&#x110000;'>", ["<a href=a\u{FFFD}b\u{FFFD}c\u{FFFD}"]),
    ("<a href='a&#;b&#x;c'>", ["<a href=a&#;b&#x;c"]),
    ("<a href='&#x80;'>", ["<a href=€"]),
    // What is not markup.
    ("<script>'<img src=a>'</script><img src=b>", ["<script", "<img src=b"]),
    ("<script>'</b>'; '<img src=a>'</script><img src=b>", ["<script", "<img src=b"]),
    ("<script><!-- <img src=a> --></script><img src=b>", ["<script", "<img src=b"]),
    (
      "<script><!-- <script> </script> <img src=a> --></script><img src=b>",
      ["<script", "<img src=b"]
    ),
    ("<script/><img src=a></script><img src=b>", ["<script", "<img src=b"]),
    ("<script>a</SCRIPT ><img src=b>", ["<script", "<img src=b"]),
    ("<style><img src=a></style><img src=b>", ["<style", "<img src=b"]),
    ("<title><img src=a></title><img src=b>", ["<title", "<img src=b"]),
    ("<textarea><img src=a></textarea><img src=b>", ["<textarea", "<img src=b"]),
    ("<xmp><img src=a></xmp><img src=b>", ["<xmp", "<img src=b"]),
    ("<iframe><img src=a></iframe><img src=b>", ["<iframe", "<img src=b"]),
    ("<!-- <img src=a> --><img src=b>", ["<img src=b"]),
    ("<!--><img src=a><!-- --><img src=b>", ["<img src=a", "<img src=b"]),
    ("<!---><img src=a>", ["<img src=a"]),
    ("<!-- --!><img src=a>", ["<img src=a"]),
    ("<!-- -- > <img src=a> -->", []),
    ("<!--[if !IE]><!--><img src=a><!--<![endif]-->", ["<img src=a"]),
    ("<![CDATA[ <p> ]]><img src=a>", ["<img src=a"]),
    ("<?php echo '<img src=a>' ?>", []),
    ("<!DOCTYPE html [<img src=a>]><img src=b>", ["<img src=b"]),
    ("</ <img src=a>", []),
    ("</><img src=a>", ["<img src=a"]),
    ("</div title='>'><img src=a>", ["<img src=a"]),
    ("</html><img src=a>", ["<img src=a"]),
    ("<body><p></body></html><img src=a>", ["<img src=a"]),
    ("</p><img src=a></body><body><img src=b>", ["<img src=a", "<img src=b"]),
    ("text<img src=a>", ["<img src=a"]),
    ("1 < 2 <3 <img src=a>", ["<img src=a"]),
    // What is markup.
    ("<noscript><img src=a></noscript>", ["<noscript", "<img src=a"]),
    ("<template><img src=a></template>", ["<template", "<img src=a"]),
    ("<svg><title/><image href=a></svg>", ["<svg", "<title", "<image href=a"]),
    (
      "<svg><style/><image href=a></svg><img src=b>",
      ["<svg", "<style", "<image href=a", "<img src=b"]
    ),
    ("<x-card><img src=a></x-card>", ["<x-card", "<img src=a"]),
  ])
  func `start tags are those of the standard's tokenizer`(_ html: String, _ starts: [String])
    throws
  {
    // Ignores what libxml2 inserts around the first text.
    #expect(try EventLog.of(html).starts == starts)
  }

  @Test func `text is complete, with references decoded`() throws {
    let log = try EventLog.of("<p>a &amp; b &lt; c<b>d</b> < e</p>")
    #expect(String(decoding: log.text, as: UTF8.self) == "a & b < cd < e")
  }

  @Test func `long text is complete, whatever pieces it is reported in`() throws {
    let text = String(repeating: "grün & gut ", count: 10_000)
    let log = try EventLog.of("<p>" + text + "</p>")
    #expect(String(decoding: log.text, as: UTF8.self) == text)
  }

  @Test func `the content of style is reported unchanged`() throws {
    let css = "a > b { background: url(\"x&amp;y\") } /* </p> */"
    let log = try EventLog.of("<style>" + css + "</style>")
    #expect(String(decoding: log.text, as: UTF8.self) == css)
  }

  @Test func `comments are reported on request`() throws {
    let html = "<!-- one --><p><!--[if IE]>two<![endif]--><!-->"
    #expect(try EventLog.of(html).lines.filter { $0.hasPrefix("!") } == [])
    #expect(
      try EventLog.of(html, .comments).lines.filter { $0.hasPrefix("!") } == [
        "! one ", "![if IE]>two<![endif]", "!",
      ])
    #expect(
      try EventLog.of(html, .conditionalComments).lines.filter { $0.hasPrefix("!") } == [
        "![if IE]>two<![endif]"
      ])
  }

  @Test func `the content of scripts and styles is reported on request`() throws {
    let html = """
      <script a>x<y</script><style>b{}</style><svg><script/><style/></svg><script></script>
      <p>t</p><script>last
      """
    let plain = try EventLog.of(html)
    #expect(!plain.lines.contains { $0.contains(": ") })
    let raw = try EventLog.of(html, .rawText)
    #expect(
      raw.lines.filter { $0.contains(": ") } == [
        "script: x<y", "style: b{}", "script: ", "style: ", "script: ", "script: last",
      ])
    #expect(String(decoding: raw.text.filter { $0 > 0x20 }, as: UTF8.self) == "t")
    let first = try #require(raw.lines.firstIndex(of: "script: x<y"))
    #expect(raw.lines[first - 1].hasPrefix("<script"))
    #expect(raw.lines[first + 1] == "/script")
  }

  @Test func `each script has its own content, whatever is between them`() throws {
    var generator = SplitMix(state: 3)
    let pieces = [
      "<p>", "</p>", "<svg>", "</svg>", "<script/>", "<style/>", "<html>", "<body>", "<head>",
      "</head>", "<table>", "<select>", "<title>t</title>", "<textarea>", "</textarea>", "<!--",
      "-->", "<a b='", "'>", "<style>s</style>", "</script>", "<xmp>", "</xmp>", "<frameset>",
    ]
    for _ in 0..<2000 {
      var html = ""
      for number in 0..<12 {
        html += pieces[Int(generator.next() >> 33) % pieces.count]
        html += "<script n=\(number)>content \(number);</script>"
      }
      let lines = try EventLog.of(html, .rawText).lines
      for (index, line) in lines.enumerated() {
        guard line.hasPrefix("<script n="), index + 1 < lines.count else { continue }
        let number = line.dropFirst("<script n=".count)
        #expect(lines[index + 1].hasPrefix("script: content \(number);"), "\(html)")
      }
    }
  }

  @Test func `a self-closing script is empty on request`() throws {
    let html = "<title/><script src=a /><img src=b><iframe/><img src=c>"
    #expect(try EventLog.of(html).starts == ["<title"])
    #expect(
      try EventLog.of(html, .emptyElements).starts == [
        "<title", "<script src=a", "<img src=b", "<iframe", "<img src=c",
      ])
  }

  @Test func `a long name is available in full`() throws {
    final class Names: HTMLSink {
      var names: [String] = []
      func startElement(_ element: HTMLElement) {
        for index in 0..<element.attributeCount { names.append(element.attributeText(at: index)) }
      }
      func endElement(_ name: MarkupName) {}
    }
    let names = Names()
    try HTMLReader().read(Array("<p DATA-source-fullscreen_large=x a=b>".utf8).span, into: names)
    #expect(names.names == ["data-source-fullscreen_large", "a"])
  }

  @Test func `attributes are gone once the callback has returned`() throws {
    final class Keeper: HTMLSink {
      var kept: HTMLElement?
      var read: String?
      func startElement(_ element: HTMLElement) {
        kept = element
        if let value = element["src"] { read = value }
      }
      func endElement(_ name: MarkupName) {}
    }
    let keeper = Keeper()
    try HTMLReader().read(Array("<img src=a>".utf8).span, into: keeper)
    #expect(keeper.read == "a")
    #expect(keeper.kept?.attributeCount == 0)
    #expect(keeper.kept?["src"] == nil)
    #expect(keeper.kept?.attributeValue(at: 0).isEmpty == true)
  }

  @Test func `a meta with an encoding has no effect`() throws {
    let log = try EventLog.of("<meta charset=iso-8859-1><img alt=ü src='ü'>")
    #expect(log.starts.last == "<img alt=ü src=ü")
  }

  @Test func `many threads can read at the same time`() async throws {
    let logs = try await withThrowingTaskGroup(of: [String].self) { group in
      for number in 0..<16 {
        group.addTask {
          let html = String(repeating: "<p><img src=\(number)>", count: 500)
          return try EventLog.of(html).starts
        }
      }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(logs.allSatisfy { $0.count == 500 && Set($0).count == 1 })
  }

  @Test func `the library has a version`() {
    #expect(MarkupLibrary.version.split(separator: ".").count == 3)
  }
}
