/// Magpie's own version.
public enum MagpieVersion {
  /// The version, following semantic versioning.
  public static let current = "0.1.0"

  /// The product token that sites use for it in robots.txt (RFC 9309 §2.2.1).
  public static let productToken = "magpie"
}
