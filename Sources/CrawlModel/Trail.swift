/// An address and what became of it.
public struct Trail: Sendable, Hashable {
  /// What it was taken for.
  public let kind: String
  /// `stored`, `skipped` and so on; `pending` before it was asked.
  public let status: String
  /// Why it was skipped or failed.
  public let reason: Reason?
  /// Whether a rule left it out before anybody asked for it.
  public let wasLeftOut: Bool
  /// What exactly decided, such as a line of robots.txt.
  public let note: String?
  /// The status of the last answer.
  public let httpStatus: Int?
  /// When it came.
  public let fetchedAt: String?
  /// Where redirects led.
  public let finalURL: String?
  /// The stored file.
  public let content: StoredContent?
  /// The address that has the same bytes now.
  public let movedTo: String?
  /// The way from a seed to it: the seed first, itself last.
  public let way: [Step]
  /// The first places an image was found at.
  public let places: [Place]
  /// How many places there are in all.
  public let placeCount: Int
  /// The requests that did not end it, in their order.
  public let attempts: [Try]
  /// What was said against taking it.
  public let optOuts: [OptOut]

  /// Makes a record from its parts.
  public init(
    kind: String, status: String, reason: Reason?, wasLeftOut: Bool, note: String?,
    httpStatus: Int?,
    fetchedAt: String?, finalURL: String?, content: StoredContent?, movedTo: String?, way: [Step],
    places: [Place], placeCount: Int, attempts: [Try], optOuts: [OptOut]
  ) {
    self.kind = kind
    self.status = status
    self.reason = reason
    self.wasLeftOut = wasLeftOut
    self.note = note
    self.httpStatus = httpStatus
    self.fetchedAt = fetchedAt
    self.finalURL = finalURL
    self.content = content
    self.movedTo = movedTo
    self.way = way
    self.places = places
    self.placeCount = placeCount
    self.attempts = attempts
    self.optOuts = optOuts
  }

  /// A step on the way from a seed to an address.
  public struct Step: Sendable, Hashable {
    /// The address.
    public let url: String
    /// How it was found in the step before; `nil` for a seed.
    public let via: String?

    /// Makes a record from its parts.
    public init(url: String, via: String?) {
      self.url = url
      self.via = via
    }
  }

  /// A place an image was found at.
  public struct Place: Sendable, Hashable {
    /// The document.
    public let page: String
    /// The spot in it.
    public let via: String
    /// The `alt` attribute there.
    public let alt: String?

    /// Makes a record from its parts.
    public init(page: String, via: String, alt: String?) {
      self.page = page
      self.via = via
      self.alt = alt
    }
  }

  /// A request that did not end it.
  public struct Try: Sendable, Hashable {
    /// When it ended.
    public let at: String
    /// What was requested.
    public let url: String
    /// What went wrong; `nil` for a redirect.
    public let fault: FailureReason?
    /// The status of the answer.
    public let httpStatus: Int?

    /// Makes a record from its parts.
    public init(at: String, url: String, fault: FailureReason?, httpStatus: Int?) {
      self.at = at
      self.url = url
      self.fault = fault
      self.httpStatus = httpStatus
    }
  }
}
