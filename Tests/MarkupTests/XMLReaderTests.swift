import Markup
import Testing

struct XMLReaderTests {
  @Test func `elements have prefix, namespace and attributes`() throws {
    let log = try XMLEventLog.of(
      #"<a xmlns="u:1" xmlns:m="u:2"><m:B c="1" m:D='2'/></a>"#, "c", "d")
    #expect(log.lines == ["<a {u:1}", "<m:b c=1 d=2 {u:2}", "/b", "/a"])
    #expect(log.remarks.isEmpty)
  }

  @Test func `an undeclared prefix is reported`() throws {
    let log = try XMLEventLog.of("<r><media:content url='x'/></r>", "url")
    #expect(log.lines == ["<r", "<media:content url=x", "/content", "/r"])
  }

  @Test func `references in text are decoded and CDATA is unchanged`() throws {
    let log = try XMLEventLog.of(
      "<a>1 &lt; &#50; &amp;amp; &#x33;<![CDATA[ <b>&amp;]] ]]>&apos;&quot;é</a>")
    #expect(log.words == "1 < 2 &amp; 3 <b>&amp;]] '\"é")
    #expect(log.lines == ["<a", "/a"])
  }

  @Test func `entities of HTML are decoded and all others are unchanged`() throws {
    let log = try XMLEventLog.of(
      "<a b='&eacute;&c;'>caf&eacute;&nbsp;&nope; ?a=1&b=2&copy=3</a>", "b")
    #expect(log.words == "café\u{A0}&nope; ?a=1&b=2&copy=3")
    #expect(log.lines.first == "<a b=é&c;")
    #expect(log.remarks == .entities)
  }

  @Test(arguments: [
    ("<a>1 < 2 <3 <- <\u{2014}</a>", "1 < 2 <3 <- <\u{2014}"), ("<a>x]]>y</a>", "x]]>y"),
    ("<a>\u{1}b\u{C}</a>", " b "),
    ("<a>&#0;&#x1F;&#xD800;&#;&#x;</a>", "\u{FFFD}\u{FFFD}\u{FFFD}&#;&#x;"),
    ("junk <?xml version='1.0'?><a>t</a> more", "junk t more"), ("<a>1</a><a>2</a>", "12"),
    ("<a><!-- no -- <b> -->t<?php echo 1 ?></a>", "t"), ("<a>t<!-- open", "t"), ("<a>t<", "t"),
    ("<!DOCTYPE a [<!ENTITY x 'y'><!-- ' ]> -->]><a>&x;</a>", "&x;"), ("<a>t<![CDATA[u", "tu"),
  ])
  func `malformed text is repaired`(xml: String, words: String) throws {
    #expect(try XMLEventLog.of(xml).words == words)
  }

  @Test(arguments: [
    ("<a><b><c></a>", ["<a", "<b", "<c", "/c", "/b", "/a"]), ("<a></b></a>", ["<a", "/a"]),
    ("<a></A>", ["<a", "/a"]), ("<a><b/", ["<a"]), ("<a><b x='", ["<a"]),
    ("<a><b x=1 y>", ["<a", "<b x=1"]), ("<a x=\"1<2>3&4\"/>", ["<a x=1<2>3&4", "/a"]),
    ("<a x='1' x='2'/>", ["<a x=1", "/a"]), ("<a x = '\"' ></a>", ["<a x=\"", "/a"]),
    ("<a 1x='1' é='2' =3/>", ["<a x=1", "/a"]),
    ("<a <b x='1'/></a>", ["<a", "<b x=1", "/b", "/a"]),
  ])
  func `malformed tags are repaired`(xml: String, lines: [String]) throws {
    #expect(try XMLEventLog.of(xml, "x").lines == lines)
  }

  @Test func `a truncated document is read to its end and stays open`() throws {
    let log = try XMLEventLog.of("<a><b>one</b><b>tw")
    #expect(log.lines == ["<a", "<b", "/b", "<b"])
    #expect(log.remarks == .unbalanced)
  }

  @Test func `long text keeps its characters and references whole`() throws {
    let unit = "é&amp;\u{1F426}"
    let text = String(repeating: unit, count: 40_000)
    let log = try XMLEventLog.of("<a>\(text)<![CDATA[\(text)]]></a>")
    #expect(log.words == text.replacing("&amp;", with: "&") + text)
  }

  @Test(arguments: [
    ("<?xml version='1.0' encoding='windows-1251'?><a/>", nil, "windows-1251"),
    ("<?xml version='1.0' encoding='windows-1251'?><a/>", "utf-8", "UTF-8"),
    ("<?xml version=\"1.0\" encoding = \"ISO-8859-1\" ?><a/>", nil, "windows-1252"),
    ("<?xml version='1.0' encoding='UTF-16'?><a/>", nil, "UTF-8"), ("<a>é</a>", nil, "UTF-8"),
    ("\u{FEFF}<?xml version='1.0' encoding='latin1'?>", "latin2", "UTF-8"),
  ])
  func `the encoding is that of mark, header or declaration`(
    xml: String, declared: String?, name: String
  ) {
    #expect(CharacterEncoding.ofXML(xml.utf8.span, declared: declared).name == name)
  }

  @Test func `UTF-16 is recognised without a byte order mark`() {
    let little: [UInt8] = [0x3C, 0, 0x61, 0, 0x2F, 0, 0x3E, 0]
    let big: [UInt8] = [0, 0x3C, 0, 0x61, 0, 0x2F, 0, 0x3E]
    #expect(CharacterEncoding.ofXML(little.span).name == "UTF-16LE")
    #expect(CharacterEncoding.ofXML(big.span).name == "UTF-16BE")
    #expect(CharacterEncoding.ofXML([0x3C, 0x61, 0xE9].span).name == "windows-1252")
  }
}
