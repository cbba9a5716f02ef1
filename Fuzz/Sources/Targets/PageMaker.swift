/// Makes pages that no author would write, the same for the same seed.
struct PageMaker {
  /// Real pages, of which parts are taken.
  private let corpus: [[UInt8]]

  /// Makes a maker that may take parts of real pages.
  init(corpus: [[UInt8]] = []) { self.corpus = corpus }

  /// The page of a seed.
  func page(_ seed: UInt64) -> [UInt8] {
    var dice = Dice(seed: seed)
    var page: [UInt8]
    switch dice.below(corpus.isEmpty ? 2 : 4) {
    case 0, 1: page = Array(text(&dice).utf8)
    case 2: page = part(&dice)
    default: page = part(&dice) + Array(text(&dice).utf8) + part(&dice)
    }
    for _ in 0..<[0, 0, 1, 2, 5][dice.below(5)] { mutate(&page, &dice) }
    return page
  }

  // MARK: Real pages

  private func part(_ dice: inout Dice) -> [UInt8] {
    let page = corpus[dice.below(corpus.count)]
    guard !page.isEmpty else { return [] }
    let start = dice.below(3) == 0 ? 0 : dice.below(page.count)
    let length = [100, 1_000, 4_000][dice.below(3)]
    return Array(page[start..<min(page.count, start + length)])
  }

  private func mutate(_ page: inout [UInt8], _ dice: inout Dice) {
    guard !page.isEmpty else { return }
    let at = dice.below(page.count)
    let end = min(page.count, at + 1 + dice.below(12))
    switch dice.below(6) {
    case 0: page[at] = UInt8(dice.below(256))
    case 1: page.removeSubrange(at..<end)
    case 2: page.insert(contentsOf: page[at..<end], at: dice.below(page.count))
    case 3: page.insert(contentsOf: Array(dice.pick(Self.marks).utf8), at: at)
    case 4: page.insert(contentsOf: Array(dice.pick(Self.oddities).utf8), at: at)
    default: page.removeSubrange(at...)
    }
  }

  // MARK: Made up

  private func text(_ dice: inout Dice) -> String {
    var text = dice.pick(Self.beginnings)
    for _ in 0..<dice.below(dice.below(8) == 0 ? 200 : 30) {
      switch dice.below(12) {
      case 0, 1, 2, 3: text += startTag(&dice)
      case 4, 5, 6: text += "</\(dice.pick(Self.names))>"
      case 7, 8: text += dice.pick(Self.words)
      case 9: text += dice.pick(Self.usual)
      default: text += dice.pick(Self.oddities)
      }
    }
    return text
  }

  private func startTag(_ dice: inout Dice) -> String {
    var tag = "<" + dice.pick(Self.names)
    for _ in 0..<dice.below(dice.below(3) == 0 ? 6 : 2) {
      tag += dice.pick(Self.separators) + dice.pick(Self.attributes)
      switch dice.below(8) {
      case 0: break
      case 1: tag += "=" + dice.pick(Self.bareValues)
      case 2: tag += " =\n'" + dice.pick(Self.values) + "'"
      case 3: tag += "='" + dice.pick(Self.values) + "'"
      default: tag += "=\"" + dice.pick(Self.values) + "\""
      }
    }
    return tag + dice.pick([">", ">", ">", ">", ">", " >", "/>", " />"])
  }

  private static let beginnings = [
    "", "<!doctype html><html lang=en><head><title>A &amp; b</title></head><body>",
    "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=utf-8>\n</head>\n<body class=x>\n", "<body>",
    "<html><body><div>", "text ", "<head><base href=/b/>", "<?xml version=\"1.0\"?><html><body>",
    "<!doctype html>\n<title>T</title>\n<p>", "<html><head><link rel=icon href=i.png>", "<p>",
    "<frameset><frame src=a>", "<body><body><html lang=de><head>", "<a href=x>",
  ]

  private static let names = [
    "a", "a", "a", "A", "img", "img", "IMG", "div", "div", "p", "p", "span", "li", "ul", "ol",
    "table", "tr", "td", "th", "tbody", "thead", "tfoot", "h1", "h2", "h3", "h6", "figure",
    "figcaption", "picture", "source", "svg", "image", "title", "b", "i", "em", "strong", "font",
    "center", "form", "fieldset", "legend", "select", "option", "optgroup", "input", "button",
    "label", "dl", "dt", "dd", "dir", "menu", "pre", "listing", "blockquote", "address", "br",
    "hr", "noscript", "template", "html", "head", "body", "base", "link", "meta", "style", "script",
    "area", "map", "object", "embed", "iframe", "frame", "frameset", "noframes", "video", "section",
    "article", "nav", "header", "amp-img", "amp-anim", "amp-story", "my-element", "o:p", "caption",
    "col", "colgroup", "u", "s", "tt", "small", "big", "strike", "code", "isindex", "param",
    "feimage", "svg:image", "textarea", "xmp", "noembed", "track", "g", "path", "use",
    "a-name-longer-than-twenty-four-bytes", "abbr", "q", "sub", "applet", "basefont", "del",
  ]

  private static let separators = [" ", " ", " ", "\n", "\t", "/", "  ", "\u{0C}", ""]

  private static let attributes = [
    "href", "href", "src", "src", "srcset", "alt", "title", "class", "id", "style", "width",
    "height", "rel", "type", "name", "property", "itemprop", "content", "data-src", "data-srcset",
    "data-x", "data-image", "data-bg", "data-sizes", "data-widths", "data-html", "onclick", "on",
    "onerror", "background", "poster", "longdesc", "srcdoc", "lang", "xml:lang", "xlink:href",
    "http-equiv", "charset", "sizes", "imagesizes", "imagesrcset", "as", "HREF", "Data-Src",
    "aria-label", "role", "$x", "=", "lowsrc", "lazy-src", "data", "media", "loading", "value",
    "a-name-of-an-attribute-that-is-longer-than-a-name-may-be", "poster-portrait-src", "é", "x",
    "data-src-retina", "original", "_src", ":src", "placeholder", "usemap", "data-a.b", "@click",
  ]

  private static let values = [
    "", "a.png", "/a/b.jpg", "b.html", "../c?d=e&f=g", "?q=1&amp;r=2", "#x", "x y", "image", "icon",
    "http://h.test/i.gif", "//h.test/j", "a.png 1x, b.png 2x", "url(k.png)",
    "background:url('l.jpg')", "stylesheet", "alternate", "next nofollow", "refresh",
    "5;url=r.html", "og:image", "robots", "noindex", "application/rss+xml", "application/ld+json",
    "text/css", "a>b", "a<b", "&", "&#65;&#x2F;m.png", "&lt;img src=n.png&gt;", "&notit;.png",
    "&copy", "[\"o.png\"]", "{\"a\":\"/p.png\"}", " q.png ", "javascript:x('r.png')", "20",
    "30px", "100%", "(s)", "data:image/gif;base64,R0lGODlhAQABAAAAACw=", "é.png", "image/png",
    "&period;png", "1 &amp; 2", "photo.jpg:large", "{width}.jpg", "[20,40]",
    "<img src=&quot;t.png&quot;>", "logo thumbnail", ".png", "a.b", "a/b", "&#0;", "&#128;",
  ]

  private static let bareValues = [
    "a.png", "/b/", "c/", "x", "\"", "a\"b", "a'b", "a=b", "&amp;", "&lt", "é", "#", "?", "a<b",
    "/",
    "image", "icon", "refresh", "http://h.test/", "'u.png'x",
  ]

  private static let words = [
    "word", " ", "\n", "two words", "&amp;", "&", "&am", "p;", "lt;", "&#65", ";", "&#x;", "é",
    "<", "< ", "&lt;b", "1 < 2", "\u{0C}", "\u{1}", "]]>", "-->", "中文", "\u{FFFF}", "&nbsp;",
    "\u{FEFF}", "  \n  ", "a.png", "&&", "&amp", "amp;",
  ]

  private static let usual = [
    "<p>Text with <b>words</b> and a <a href=\"/p/1.html\">link</a>.</p>",
    "<a href='q.html' class=k><span>one</span> two</a>", "<a href=r.jpg><img src=s.jpg alt=s></a>",
    "<figure><img src=t.png><figcaption>A <i>caption</i></figcaption></figure>",
    "<h2 id=x>Heading <a href=#x>¶</a></h2>", "<ul><li><a href=1>1</a><li><a href=2>2</a></ul>",
    "<picture><source srcset='u.webp 2x'><img src=v.jpg></picture>",
    "<noscript><img src=w.png></noscript>", "<div><div></div></div>", "<br>", "<br/>", "</p>",
    "<table><tr><td><a href=x>x<td>y</table>", "<script>var a = \"/z.png\";</script>",
    "<style>a { background: url(y.png) }</style>", "<svg><image href=b.svg /></svg>",
    "<a href=a><div>block</div></a>", "<a href=a>x<table><tr><td>y</table></a>",
    "<h1>a<p>b</h1><img src=c.png>", "<select><option value=/d.png>e</select>",
    "<a href=b><h3>in</h3></a><img src=i.png>", "<li><p><a href=j>k</a></li>",
  ]

  private static let marks = [
    "<", ">", "\"", "'", "&", "/", "=", "!", "-", "\0", "<!--", "</", "]",
  ]

  private static let oddities = [
    "<!-->", "<!--->", "<!-- x -->", "<!-- x --!>", "<!--", "-->", "<!-", "<!x>", "<!", "<?x?>",
    "</>",
    "</1>", "</ a>", "<![CDATA[<img src=a.png>]]>", "<plaintext>",
    "<!--[if IE]><img src=c.png><![endif]-->",
    "<![if !IE]>", "<!--[if x]><a href=", "<script><!--<script></script>--></script>",
    "<script>'</scr'</script>", "<script src=a.js></script>", "<script type=application/ld+json>",
    "<script type=\"application/json\">{\"image\":\"/k.png\"}</script>", "<script/>", "<style/>",
    "<title>x<img src=a.png></title>", "<title>", "<textarea><img src=b.png></textarea>",
    "<textarea>",
    "</script>", "</style>", "</title>", "<base href=\"/late/\">", "<base href='http://[bad'>",
    "<meta charset=windows-1252>", "<meta http-equiv=refresh content='0;url=s.html'>",
    "<meta name=robots content=noindex>", "<meta property=og:image content=m.png>", "</p>", "</br>",
    "</body>", "</html>", "</head>", "<html lang=fr>", "<head>", "<body background=bg.png>",
    "<body/>",
    "<html/>", "<a href=x", "<a href=\"x", "<img src='", "<img src=a.png src=b.png>",
    "<a href=a href=b.png>",
    "<img data-x=a data-x=b.png>", "<div data-x=a data-x=b.png>",
    "<div style=\"x\" style=\"background:url(z.png)\">",
    "<img class=x>", "<img/>", "<img a.png>", "<a\u{0C}href=f.png>", "<a href=a\u{0C}title=t>",
    "<a/href=s>",
    "<a b='>'href=c>", "<a href=\"a\"title=\"b\">", "<a =x href=y>", "<a x= href=z>",
    "<a href=>t</a>",
    "<a href= >t</a>", "<a\nhref\n=\n\"n\"\n>", "<svg><title/><image xlink:href=x.png /></svg>",
    "<svg/>",
    "<o$p>", "<a$ href=x>", "</a$>", "<div/>", "<p/>", "<a href=x.png/>", "<a href=x />t",
    "<span/>",
    "<iframe srcdoc=\"<img src=q.png>\"></iframe>",
    "<picture><img class=x><source srcset=a></picture>",
    "<picture><source data-html=\"<img src=r.png>\" srcset=s.png><img src=t.png></picture>",
    "&am<b>p;</b>", "<a href=k><img src=l.png>&am<i>p;x</i></a>", "<h2>&l<b></b>t;<img src=x></h2>",
    "<a name=x><a href=y>", "<a href=a><b><a href=b>", "<a href=x><span><table>",
    "<td><a href=x><td>",
    "<form><form>", "<p><span><p>", "<h1><span><p>t<img src=m.png></h1>",
    "<noscript><p></noscript>",
    "<frameset>", "<noframes><img src=n.png></noframes>", "<xmp><a href=b></xmp>", "\0", "\u{FEFF}",
  ]
}

/// Random choices that follow from a seed (SplitMix64; Steele, Lea and Flood, 2014).
struct Dice {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0xD134_2543_DE82_EF95 &+ 1 }

  mutating func below(_ count: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(count))
  }

  mutating func pick(_ list: [String]) -> String { list[below(list.count)] }
}
