/// How a link was found, written as tag and attribute: `img[src]`, `css[url]`, `link[icon]`.
public struct Via: Sendable, Hashable, Codable, CustomStringConvertible, ExpressibleByStringLiteral
{
  /// The words that stand in the manifest.
  public let text: String

  /// Makes a source from its words.
  public init(_ text: String) { self.text = text }

  /// Makes a source from its words.
  public init(stringLiteral text: String) { self.text = text }

  /// The words.
  public var description: String { text }

  /// Whether somebody has to click there; what is not such a link is part of the document.
  public var isHyperlink: Bool {
    let place = text.split(separator: "/").last ?? ""
    return place.hasPrefix("a[") || place.hasPrefix("area[")
  }

  /// Whether it is the text of a script, in which not everything that looks like an address is one.
  public var isInScript: Bool {
    guard !text.hasPrefix("img[") else { return false }
    // Each link of each page is asked, which `contains` of a string would take too long for.
    var rest = text.utf8[...]
    while let start = rest.firstIndex(of: UInt8(ascii: "s")) {
      rest = rest[start...]
      if rest.starts(with: "script[".utf8) { return true }
      rest = rest.dropFirst()
    }
    return false
  }

  /// How a crawl comes to the lists that a site may have although nothing refers to them.
  public static let siteLists: Via = "origin[sitemap]"
}
