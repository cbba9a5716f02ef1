/// The results of inspecting a single document, image, address or robots.txt.
public enum Inspection {
  /// How an address is read.
  public struct Address: Sendable, Hashable {
    /// The text that was given.
    public var input: String
    /// The address by the URL standard, without credentials; `nil` if the text is not an address.
    public var url: String?
    /// The canonical address, if it differs from ``url`` because that has a fragment.
    public var canonical: String?
    /// Why the text is not an address.
    public var problem: String?

    /// Makes a result from its parts.
    public init(
      input: String, url: String? = nil, canonical: String? = nil, problem: String? = nil
    ) {
      self.input = input
      self.url = url
      self.canonical = canonical
      self.problem = problem
    }
  }

  /// What the content of an image file contains.
  public struct Image: Sendable, Hashable {
    /// The path of the file.
    public var file: String
    /// The format and size; `nil` if the file is not an intact image.
    public var facts: ImageFacts?
    /// The size of the file.
    public var bytes: Int?
    /// Why there are no facts.
    public var problem: String?

    /// Makes a result from its parts.
    public init(
      file: String, facts: ImageFacts? = nil, bytes: Int? = nil, problem: String? = nil
    ) {
      self.file = file
      self.facts = facts
      self.bytes = bytes
      self.problem = problem
    }
  }

  /// What a robots.txt says about an address.
  public struct Permission: Sendable, Hashable {
    /// The address or path as it was given.
    public var url: String
    /// Whether it may be fetched; `nil` if the text is not an address.
    public var isAllowed: Bool?
    /// The line of the file that decides, if there is one.
    public var rule: String?
    /// The number of that line.
    public var line: Int?
    /// The crawl delay.
    public var crawlDelay: Duration?
    /// Why the text is not an address.
    public var problem: String?

    /// Makes a result for an address or path.
    public init(url: String) { self.url = url }
  }

  /// The links of a document.
  public struct Document: Sendable {
    /// The links in the order of the document.
    public var links: [Link]
    /// Why the document could not be read completely.
    public var problem: String?

    /// Makes a result from its parts.
    public init(links: [Link] = [], problem: String? = nil) {
      self.links = links
      self.problem = problem
    }
  }
}
