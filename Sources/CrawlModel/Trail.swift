/// An address, its status and how it was found.
public struct Trail: Sendable, Hashable {
  /// The kind it was fetched as.
  public let kind: String
  /// `stored`, `skipped` and so on; `pending` before it was requested.
  public let status: String
  /// Why it was skipped or failed.
  public let reason: Reason?
  /// Whether it was requested: not before a rule excluded it, nor if its robots.txt could not be
  /// fetched or its host was given up before.
  public let wasRequested: Bool
  /// The exact reason, such as a line of robots.txt.
  public let note: String?
  /// The status of the last response.
  public let httpStatus: Int?
  /// When the last response was received.
  public let fetchedAt: String?
  /// The final address after redirects.
  public let finalURL: String?
  /// The stored file.
  public let content: StoredContent?
  /// The address that has the same bytes now.
  public let movedTo: String?
  /// The path from a seed to it: the seed first, the address itself last.
  public let way: [Step]
  /// The first places where an image was found.
  public let places: [Place]
  /// The total number of places.
  public let placeCount: Int
  /// The requests that did not complete it, in order.
  public let attempts: [Try]
  /// Its opt-outs.
  public let optOuts: [OptOut]

  /// Makes a record from its parts.
  public init(
    kind: String, status: String, reason: Reason?, wasRequested: Bool, note: String?,
    httpStatus: Int?,
    fetchedAt: String?, finalURL: String?, content: StoredContent?, movedTo: String?, way: [Step],
    places: [Place], placeCount: Int, attempts: [Try], optOuts: [OptOut]
  ) {
    self.kind = kind
    self.status = status
    self.reason = reason
    self.wasRequested = wasRequested
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

  /// A place where an image was found.
  public struct Place: Sendable, Hashable {
    /// The document.
    public let page: String
    /// The position in it.
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

  /// A request that did not complete the job.
  public struct Try: Sendable, Hashable {
    /// When it ended.
    public let at: String
    /// What was requested.
    public let url: String
    /// What went wrong; `nil` for a redirect.
    public let fault: FailureReason?
    /// The status of the response.
    public let httpStatus: Int?
    /// What exactly went wrong.
    public let detail: String?

    /// Makes a record from its parts.
    public init(
      at: String, url: String, fault: FailureReason?, httpStatus: Int?, detail: String? = nil
    ) {
      self.at = at
      self.url = url
      self.fault = fault
      self.httpStatus = httpStatus
      self.detail = detail
    }
  }
}
