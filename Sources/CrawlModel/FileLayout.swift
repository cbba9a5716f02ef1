/// How stored files are named below `images/`.
public enum FileLayout: String, Sendable, Hashable, CaseIterable {
  /// `HOST/PATH/NAME.EXT`, made safe for every file system.
  case site
  /// `ab/abcdef….EXT`, by the SHA-256 of the content.
  case hash
  /// `NAME.EXT`, made unique.
  case flat
}
