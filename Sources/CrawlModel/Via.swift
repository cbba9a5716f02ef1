/// How a link was found, written as tag and attribute: `img[src]`, `css[url]`, `link[icon]`.
public struct Via: Sendable, Hashable, CustomStringConvertible, ExpressibleByStringLiteral {
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
  public var isInScript: Bool { !text.hasPrefix("img[") && text.contains("script[") }

  /// How a crawl comes to the lists that a site may have although nothing refers to them.
  public static let siteLists: Via = "origin[sitemap]"
}
