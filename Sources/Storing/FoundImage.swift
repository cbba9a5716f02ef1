public import Addressing
public import CrawlModel

/// An image that was fetched and passed every rule, on its way into a store.
public struct FoundImage {
  /// The address it was found under, which its name is made from.
  public let address: WebAddress
  /// What its bytes say about it.
  public let facts: ImageFacts
  /// The bytes as they were served, and their digest.
  public let content: ImageContent

  /// Makes an image from its parts.
  public init(address: WebAddress, facts: ImageFacts, content: ImageContent) {
    self.address = address
    self.facts = facts
    self.content = content
  }
}
