/// What went wrong with an address that should have been taken; the raw value is the fixed word
/// of the manifest.
public enum FailureReason: String, Sendable, Hashable, CaseIterable {
  /// The name of the host was not found.
  case dns
  /// No connection was made.
  case connect
  /// The TLS handshake failed or the certificate is not to be trusted.
  case tls
  /// The transfer took too long or stood still.
  case timeout
  /// The other side broke the connection off.
  case reset
  /// The body ended before its announced length.
  case truncated
  /// The server answered with an error; the status stands beside the reason.
  case httpError = "http-error"
  /// The server kept asking to come back later.
  case rateLimited = "rate-limited"
  /// The content is no image of a known format.
  case notAnImage = "not-an-image"
  /// The content begins like an image and is broken.
  case damagedImage = "damaged-image"
  /// The body has no bytes.
  case empty
  /// A redirect leads back to an address of the same chain.
  case redirectLoop = "redirect-loop"
  /// The chain of redirects is longer than allowed.
  case tooManyRedirects = "too-many-redirects"
  /// A redirect has no target or one that is no address.
  case badRedirect = "bad-redirect"
  /// The headers are larger than allowed.
  case headersTooLarge = "headers-too-large"
  /// The document is larger than allowed.
  case pageTooLarge = "page-too-large"
  /// The answer breaks the rules of HTTP.
  case `protocol`
  /// The body could not be decoded by its content encoding.
  case decoding
  /// The content could not be written to the disk.
  case disk
  /// Magpie itself made a mistake.
  case `internal`

  /// The reason in words for a person.
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
