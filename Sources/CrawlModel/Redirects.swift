/// How far redirects are followed.
public enum Redirects {
  /// The maximum number of redirects in a chain; the limits of curl and browsers are between 10 and
  /// 50, and RFC 1945 §9.3 asked for no more than 5.
  public static let followed = 10
}
