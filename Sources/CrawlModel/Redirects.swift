/// How far redirects are followed.
public enum Redirects {
  /// The maximum number of redirects in a chain, as the Fetch standard has it (HTTP-redirect fetch).
  public static let followed = 20
}
