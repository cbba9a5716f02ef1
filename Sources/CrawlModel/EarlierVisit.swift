public import Addressing

/// What an earlier run of the crawl knows of an address that is asked again.
///
/// An object, so that a request without one carries no more than a word.
public final class EarlierVisit: Sendable, Hashable {
  /// The state in which the address is counted until it is done again.
  public let column: Tally.Column
  /// The address that answered last, whose validators these are.
  public let answeredBy: WebAddress
  /// The `ETag` header of that answer (RFC 9110 §8.8.3).
  public let etag: String?
  /// The `Last-Modified` header of that answer (RFC 9110 §8.8.2).
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

  /// Whether something was taken there: an image stored, a document read.
  public var wasTaken: Bool {
    switch column {
    case .taken, .duplicate, .unchanged: true
    case .gone, .pending, .skipped, .failed: false
    }
  }

  /// The same without validators, for an address whose content must come whole.
  public var withoutValidators: EarlierVisit {
    EarlierVisit(column: column, answeredBy: answeredBy, content: content)
  }

  /// Whether two visits say the same.
  public static func == (left: EarlierVisit, right: EarlierVisit) -> Bool {
    left === right
      || (left.column == right.column && left.answeredBy == right.answeredBy
        && left.etag == right.etag && left.lastModified == right.lastModified
        && left.content == right.content)
  }

  /// Feeds the address that answered to a hasher.
  public func hash(into hasher: inout Hasher) { hasher.combine(answeredBy) }
}
