/// Magpie's own version.
public enum MagpieVersion {
  /// By semantic versioning.
  public static let current = "0.1.0"

  /// Where a site's owner who meets Magpie in a log can read what it is.
  public static let homePage = "https://example.org/magpie"
}
