/// How far redirects are followed.
public enum Redirects {
  /// The longest chain of redirects from one address, in hops; curl's and browsers' limits lie
  /// between 10 and 50, and RFC 1945 §9.3 asked for no more than 5.
  public static let followed = 10
}
