/// Magpie's own version.
public enum MagpieVersion {
  /// By semantic versioning.
  public static let current = "0.1.0"

  /// The name under which sites speak to it (RFC 9309 §2.2.1).
  public static let productToken = "magpie"
}
