public import Addressing
public import CrawlModel

/// A fetched image that passed every rule and is to be stored.
public struct FoundImage {
  /// The address it was fetched from, from which its name is derived.
  public let address: WebAddress
  /// The facts determined from its bytes.
  public let facts: ImageFacts
  /// The bytes as they were served, and their digest.
  public let content: ImageContent
  /// When it was last modified at the server, which becomes the time of its file; `nil` if unknown.
  public let modified: Timestamp?
  /// The page it was found on; `nil` if no page shows it.
  public let page: WebAddress?
  /// When it was fetched; `nil` if unknown.
  public let fetchedAt: Timestamp?

  /// Creates an image from its parts.
  public init(
    address: WebAddress, facts: ImageFacts, content: ImageContent, modified: Timestamp? = nil,
    page: WebAddress? = nil, fetchedAt: Timestamp? = nil
  ) {
    self.address = address
    self.facts = facts
    self.content = content
    self.modified = modified
    self.page = page
    self.fetchedAt = fetchedAt
  }
}
