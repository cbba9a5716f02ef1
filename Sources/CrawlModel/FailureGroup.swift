/// The addresses of a crawl that failed in the same way.
public struct FailureGroup: Sendable, Hashable {
  /// Whether they are images; otherwise documents.
  public var isImage: Bool
  /// What went wrong.
  public var reason: FailureReason
  /// The status of the responses, if that is what went wrong.
  public var httpStatus: Int?
  /// The number of addresses.
  public var number: Int
  /// The origins with most of them, the largest number first, at most ``hostsListed``.
  public var hosts: [Host]
  /// The first addresses, in the order of discovery.
  public var examples: [CrawlSummary.Failure]

  /// The maximum number of origins that are named.
  public static let hostsListed = 3
  /// The maximum number of examples.
  public static let examplesListed = 3
  /// The maximum number of groups in a summary, of images and of documents each.
  public static let listed = 8

  /// An origin with the number of failures there.
  public struct Host: Sendable, Hashable {
    /// The origin, as `scheme://host[:port]`.
    public var origin: String
    /// The number of addresses.
    public var number: Int

    /// Makes a value from its parts.
    public init(origin: String, number: Int) {
      self.origin = origin
      self.number = number
    }
  }

  /// Makes a group from its parts.
  public init(
    isImage: Bool, reason: FailureReason, httpStatus: Int?, number: Int, hosts: [Host],
    examples: [CrawlSummary.Failure]
  ) {
    self.isImage = isImage
    self.reason = reason
    self.httpStatus = httpStatus
    self.number = number
    self.hosts = hosts
    self.examples = examples
  }
}
