/// How a link was found: a role that code may ask for, and a text that people read.
public struct Via: Sendable, Hashable, Codable, CustomStringConvertible {
  /// What a link is to the document that has it; the raw values are the words of the journal.
  public enum Role: String, Sendable, Hashable, Codable, CaseIterable {
    /// A person has to follow it: `a[href]`.
    case hyperlink
    /// It belongs to the document: an image in a page, the next part of a feed or of a sitemap index,
    /// the target of a redirect.
    case embedded
    /// It is a string in a script, where not everything that looks like an address is one.
    case script
    /// A sitemap, a feed or a robots.txt lists it.
    case list
    /// Magpie requests it on its own account, at an address where sites often have such a file.
    case probe
    /// A rendered page requested it.
    case rendered
  }

  /// The place as tag and attribute, such as `img[src]`, `css[url]` or `link[icon]`.
  ///
  /// These are the words of the manifest. Code asks for ``role`` instead.
  public let text: String
  /// What the link is to the document.
  public let role: Role

  /// Makes a source from its text and its role.
  public init(_ text: String, _ role: Role) {
    self.text = text
    self.role = role
  }

  /// The text.
  public var description: String { text }

  /// The user gave the address.
  public static let seed = Via("seed", .embedded)
  /// The address is the target of a redirect of a seed.
  public static let redirect = Via("redirect", .embedded)
  /// A file with a list of pages, requested although nothing refers to it.
  public static let siteLists = Via("origin[sitemap]", .probe)
}
