/// How the files of a ``FileTree`` are named.
public enum Layout: String, Sendable, Hashable, CaseIterable {
  /// Like the address: `HOST/PATH/NAME.EXT`.
  case site
  /// By content: `ab/abcdef….EXT`, the SHA-256 in hexadecimal digits.
  case hash
  /// Like the last part of the address, all in one folder: `NAME.EXT`.
  case flat
}
