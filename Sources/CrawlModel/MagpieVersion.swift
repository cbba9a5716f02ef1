/// Magpie's own version.
public enum MagpieVersion {
  /// By semantic versioning.
  public static let current = "0.1.0"
}
