/// How much of the address of a document a request for something in it tells (W3C Referrer Policy,
/// §3).
///
/// The raw values are the words of the standard; they are used in the files of a crawl.
public enum ReferrerPolicy: String, Sendable, Hashable, Codable, CaseIterable {
  case noReferrer = "no-referrer"
  case noReferrerWhenDowngrade = "no-referrer-when-downgrade"
  case sameOrigin = "same-origin"
  case origin
  case strictOrigin = "strict-origin"
  case originWhenCrossOrigin = "origin-when-cross-origin"
  case strictOriginWhenCrossOrigin = "strict-origin-when-cross-origin"
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
