/// Why an address could not be fetched; the raw value is the fixed word in the manifest.
public enum FailureReason: String, Sendable, Hashable, CaseIterable {
  /// The name of the host was not found.
  case dns
  /// No connection could be made.
  case connect
  /// The TLS handshake failed or the certificate is not trusted.
  case tls
  /// The transfer took too long or stalled.
  case timeout
  /// The peer closed the connection early.
  case reset
  /// The body ended before its announced length.
  case truncated
  /// The server responded with an error; the status is recorded with the reason.
  case httpError = "http-error"
  /// The server repeatedly asked to retry later.
  case rateLimited = "rate-limited"
  /// The host gave no answers any more, so its waiting addresses were given up together.
  case unresponsive
  /// The host only answered that it is overloaded, so its waiting addresses were given up together.
  case overloaded
  /// The content is not an image of a known format.
  case notAnImage = "not-an-image"
  /// The content starts like an image but is damaged.
  case damagedImage = "damaged-image"
  /// The body is empty.
  case empty
  /// A redirect leads back to an address of the same chain.
  case redirectLoop = "redirect-loop"
  /// The chain of redirects is longer than allowed.
  case tooManyRedirects = "too-many-redirects"
  /// A redirect has no target or an invalid one.
  case badRedirect = "bad-redirect"
  /// The headers are larger than allowed.
  case headersTooLarge = "headers-too-large"
  /// The document is larger than allowed.
  case pageTooLarge = "page-too-large"
  /// The response violates the HTTP specification.
  case `protocol`
  /// The body could not be decoded by its content encoding.
  case decoding
  /// The content could not be written to the disk.
  case disk
  /// An internal error of Magpie.
  case `internal`

  /// The reason as readable text.
  public var sentence: String {
    switch self {
    case .dns: "The name of the host was not found."
    case .connect: "The host could not be reached."
    case .tls: "No secure connection could be made."
    case .timeout: "The server took too long."
    case .reset: "The server broke the connection off."
    case .truncated: "The transfer ended before the content was complete."
    case .httpError: "The server answered with an error status."
    case .rateLimited: "The server kept asking to come back later."
    case .unresponsive: "The host gave no answers any more."
    case .overloaded: "The host kept answering that it is overloaded."
    case .notAnImage: "The content is no image of a known format."
    case .damagedImage: "The image is damaged."
    case .empty: "The server sent no content."
    case .redirectLoop: "The redirects form a loop."
    case .tooManyRedirects: "There were too many redirects."
    case .badRedirect: "A redirect leads to no usable address."
    case .headersTooLarge: "The headers of the answer are too large."
    case .pageTooLarge: "The document is too large."
    case .protocol: "The answer breaks the rules of HTTP."
    case .decoding: "The content could not be decompressed."
    case .disk: "The content could not be written to the disk."
    case .internal: "Magpie made a mistake; please report it."
    }
  }
}
