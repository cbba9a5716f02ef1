/// How much of the address of a document a request for something in it tells (W3C Referrer Policy,
/// §3).
///
/// The raw values are the words of the standard; they are used in the files of a crawl.
public enum ReferrerPolicy: String, Sendable, Hashable, Codable, CaseIterable {
  /// Nothing.
  case noReferrer = "no-referrer"
  /// The whole address, except from https to http.
  case noReferrerWhenDowngrade = "no-referrer-when-downgrade"
  /// The whole address to the same origin, nothing to others.
  case sameOrigin = "same-origin"
  /// The origin alone.
  case origin
  /// The origin alone, except from https to http.
  case strictOrigin = "strict-origin"
  /// The whole address to the same origin, the origin alone to others.
  case originWhenCrossOrigin = "origin-when-cross-origin"
  /// The same, except from https to http.
  case strictOriginWhenCrossOrigin = "strict-origin-when-cross-origin"
  /// The whole address.
  case unsafeURL = "unsafe-url"

  /// The policy if a document states none.
  public static let standard = strictOriginWhenCrossOrigin

  /// Reads one word, as in the attribute `referrerpolicy`; `nil` for any other word.
  public init?(word: some StringProtocol) {
    self.init(rawValue: String(word.filter { !$0.isWhitespace }).lowercased())
  }

  /// Reads the values of the header field `Referrer-Policy`: the last known word counts, so that a
  /// site can state a new policy after an old one (§8.1, §11.1).
  public init?(fields: [String]) {
    var policy: ReferrerPolicy?
    for word in fields.lazy.flatMap({ $0.split(separator: ",") }) {
      policy = ReferrerPolicy(word: word) ?? policy
    }
    guard let policy else { return nil }
    self = policy
  }

  /// Reads the content of `meta name=referrer`, which also has words from before the standard (HTML
  /// §4.2.5.1).
  public init?(meta content: String) {
    let word = content.filter { !$0.isWhitespace }.lowercased()
    switch word {
    case "never": self = .noReferrer
    case "default": self = .standard
    case "always": self = .unsafeURL
    case "origin-when-crossorigin": self = .originWhenCrossOrigin
    default: self.init(rawValue: word)
    }
  }
}
