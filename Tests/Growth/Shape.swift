/// An input that grows: bytes of a given number that a parser may find hard.
public struct Shape: Sendable, CustomStringConvertible {
  /// What it consists of.
  public let description: String
  private let make: @Sendable (Int) -> [UInt8]

  init(_ description: String, _ make: @escaping @Sendable (Int) -> [UInt8]) {
    self.description = description
    self.make = make
  }

  /// Returns about `count` bytes.
  public func bytes(_ count: Int) -> [UInt8] { make(count) }

  /// The same text again and again.
  static func repeated(_ text: String) -> Shape {
    repeated(Array(text.utf8), "\(text.debugDescription)")
  }

  static func repeated(_ unit: [UInt8], _ description: String) -> Shape {
    Shape(description) { count in
      var bytes: [UInt8] = []
      // An even number, so that quotation marks are closed in each of the sizes or in none.
      let whole = max(1, count / unit.count / 2) * 2 * unit.count
      bytes.reserveCapacity(whole + unit.count)
      // By doubling, so that making an input costs little beside parsing it.
      bytes += unit
      while bytes.count < whole { bytes += bytes.prefix(whole - bytes.count) }
      return bytes
    }
  }

  /// One text in the first half, another one in the second.
  static func halves(_ first: String, _ second: String) -> Shape {
    Shape("\(first.debugDescription), then \(second.debugDescription)") { count in
      repeated(first).bytes(count / 2) + repeated(second).bytes(count / 2)
    }
  }

  /// A text with a number, each time another one.
  static func distinct(_ before: String, _ after: String) -> Shape {
    Shape("distinct \((before + "N" + after).debugDescription)") { count in
      var bytes: [UInt8] = []
      var number = 0
      while bytes.count < count {
        bytes += Array("\(before)n\(String(number, radix: 36))\(after)".utf8)
        number += 1
      }
      return bytes
    }
  }

  /// Everything that is tried.
  public static let all = texts.map { repeated($0) } + others

  private static let texts: [String] =
    [
      "<", ">", "&", "&amp;", "&#65;", "&#", "&x", "\"", "'", "=", "/", "\\", "\n", " ", "\t", ",",
      ", ", ";", ":", "(", ")", "[", "]", "{", "}", "a", "A", "1", "-", "_", "*", "$", "%", "%2e",
      ".", "../", "/./", "@", "#", "?", "|", "!", "a b ", "x=", "é", "\r\n", "\u{0}", "\u{1}",
      "<a>", "</a>", "</", "<a ", "<a b=\"", "<a b='", "<a href=x>", "<img src=a.png>", "<p>",
      "<table>", "<svg>", "<title>", "<script>", "</script", "<style>", "<base href=a>",
      "<noscript>",
      "<template>", "<picture><source srcset=a>", "<li><a>", "<!--", "-->", "--!>", "<![CDATA[",
      "]]>", "<?", "<!", "<!DOCTYPE a [", "<a:b xmlns:c='d'>", "<item><description>&lt;img src=a>",
      "<url><loc>a</loc>", "<image href='a'/>", "{\"a\":", "[[", "\"a\",", "\"\\u0041", "\\\"",
      "{\"url\":\"a.png\"},", "url(", "url(a)", "@import 'a';", "/*", "*/", "a{b:c}", "\\\n",
      "a.png",
      "\"a.png\" ", "a.png 1x, ", "a 1w,", "(a,", "http://a.example/", "data:image/png;base64,",
      "Disallow: /*a\n", "Disallow: /a\n", "User-agent: a\n", "Sitemap: a\n", "*a", "<a>; rel=b, ",
      "a; b=\"c\", ", "noindex, ", "0; url=", "xn--a.", "a.b.",
    ]

  private static let others: [Shape] =
    [
      repeated([0xFF], "FF"), repeated([0x80], "80"), repeated([0xFE, 0xFF], "FE FF"),
      repeated([0, 0, 0, 8], "00 00 00 08"), repeated([0, 0, 0, 1], "00 00 00 01"),
      repeated([0xFF, 0xE1, 0, 2], "FF E1 00 02"), repeated([1, 0, 0x21, 0xF9], "01 00 21 F9"),
      halves("<div>", "</div>"), halves("<a>", "</b>"), halves("<p>", "</div>"),
      halves("<b><i>", "</b>"), halves("<table><td>", "</a>"), halves("<svg>", "</svg>"),
      halves("<!--", "-"), halves("[", "]"), halves("{\"a\":", "}"), halves("(", ")"),
      halves("\"", "\\"), halves("&", ";"), halves("<", ">"), halves("a", "*a"),
      halves("a", ":"), halves("a", "b"),
      halves("/a", "/.."),
      halves("{", "}"), halves("<script>", "<!--"), halves("<a:b>", "</a:c>"),
      distinct("<", ">"), distinct("<", "></x>"), distinct("<a ", "=1>"), distinct(" ", "=1"),
      distinct("&", ";"), distinct("\"", "\":1,"), distinct("/", ""), distinct("<a href=", ">"),
      distinct("<x:", " xmlns:x='y'>"), distinct("Disallow: /*", "\n"), distinct("", ","),
      distinct("<a xmlns:", "='b'>"), distinct("<img src=", ">"), distinct("", " 1x, "),
      distinct("url(", ")"), distinct("?", "=1&"), distinct("Sitemap: ", "\n"),
    ]
}
