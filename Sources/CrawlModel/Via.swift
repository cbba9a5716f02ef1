/// How a link was found: a role for use in code, and a text for people.
public struct Via: Sendable, Hashable, Codable, CustomStringConvertible {
  /// The role of a link in its document; the raw values are the words in the journal.
  public enum Role: String, Sendable, Hashable, Codable, CaseIterable {
    /// A link that users follow: `a[href]`.
    case hyperlink
    /// A hyperlink around an image or with nearly the same address, which often leads to that image
    /// in full size.
    case fullSize = "full-size"
    /// A document shown in a part of the page: `iframe[src]`.
    case frame
    /// The icon of the page: `link[icon]`.
    case icon
    /// Part of the document: an image in a page, the next part of a feed or of a sitemap index, the
    /// target of a redirect.
    case embedded
    /// An image that the document only names, for other programs: `meta[og:image]`, JSON-LD.
    case metadata
    /// A string in a script, which may look like an address without being one.
    case script
    /// An entry of a sitemap, a feed or a robots.txt.
    case list
    /// A probe of an address where sites often have such a file.
    case probe
    /// A request of a rendered page.
    case rendered
  }

  /// The place as tag and attribute, such as `img[src]`, `css[url]` or `link[icon]`.
  ///
  /// These are the words in the manifest. Code uses ``role`` instead.
  public let text: String
  /// The role of the link in its document.
  public let role: Role

  /// Makes a source from its text and its role.
  public init(_ text: String, _ role: Role) {
    self.text = text
    self.role = role
  }

  /// Whether it is a link that users follow.
  public var isHyperlink: Bool { role == .hyperlink || role == .fullSize }

  /// The text.
  public var description: String { text }

  /// The user gave the address.
  public static let seed = Via("seed", .embedded)
  /// The address is the target of a redirect of a seed.
  public static let redirect = Via("redirect", .embedded)
  /// The icon of a host, requested although no page names it.
  public static let favicon = Via("favicon.ico", .probe)
  /// A file with a list of pages, requested although nothing refers to it.
  public static let siteLists = Via("origin[sitemap]", .probe)
}
