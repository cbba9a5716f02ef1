public import Addressing

/// What an earlier run of the crawl knows of an address that is requested again.
///
/// A class, so that a request without an earlier visit needs only one word for it.
public final class EarlierVisit: Sendable, Hashable {
  /// The state in which the address is counted until it is done again.
  public let column: Tally.Column
  /// The address of the last response, to which the validators belong.
  public let answeredBy: WebAddress
  /// The `ETag` header of that response (RFC 9110 §8.8.3).
  public let etag: String?
  /// The `Last-Modified` header of that response (RFC 9110 §8.8.2).
  public let lastModified: String?
  /// What was stored.
  public let content: StoredContent?

  /// Makes a visit from its parts.
  public init(
    column: Tally.Column, answeredBy: WebAddress, etag: String? = nil,
    lastModified: String? = nil, content: StoredContent? = nil
  ) {
    self.column = column
    self.answeredBy = answeredBy
    self.etag = etag
    self.lastModified = lastModified
    self.content = content
  }

  /// Whether the visit succeeded: an image was stored or a document was read.
  public var wasTaken: Bool {
    switch column {
    case .taken, .duplicate, .unchanged: true
    case .gone, .pending, .skipped, .failed: false
    }
  }

  /// The same without validators, for an address that must be fetched in full.
  public var withoutValidators: EarlierVisit {
    EarlierVisit(column: column, answeredBy: answeredBy, content: content)
  }

  /// Whether two visits are equal.
  public static func == (left: EarlierVisit, right: EarlierVisit) -> Bool {
    left === right
      || (left.column == right.column && left.answeredBy == right.answeredBy
        && left.etag == right.etag && left.lastModified == right.lastModified
        && left.content == right.content)
  }

  /// Feeds the address of the last response to a hasher.
  public func hash(into hasher: inout Hasher) { hasher.combine(answeredBy) }
}
