import Addressing
import CrawlModel

/// Pages that ask for a name and a password, recognised by their address.
enum LoginPage {
  /// What to do about them.
  static let advice =
    "With the session of your browser: --cookies FILE (a cookies.txt, which browser extensions export)"

  /// Parts of names of paths and hosts.
  private static let parts = [
    "login", "logon", "log-in", "log_in", "signin", "sign-in", "sign_in", "anmelden", "connexion",
  ]
  /// Whole words, which other words may begin with.
  private static let words: Set<Substring> = ["auth", "oauth", "oauth2", "sso", "saml", "accounts"]

  /// Whether an address is probably that of such a page.
  static func isLikely(_ address: WebAddress) -> Bool {
    let text = (address.host + address.path).lowercased()
    return parts.contains { text.contains($0) }
      || text.split { "/.".contains($0) }.contains { words.contains($0) }
  }

  /// Returns for each seed that led to such a page, and not from one, what the user sees and can do.
  static func lines(_ redirects: [SeedRedirect]) -> [String] {
    let logins = redirects.filter { isLikely($0.target) && !isLikely($0.seed) }
    guard !logins.isEmpty else { return [] }
    return logins.map { "\($0.seed) redirects to \($0.target), which looks like a login page." }
      + [advice]
  }
}
