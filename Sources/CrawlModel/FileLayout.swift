/// How stored files are named below `images/`.
public enum FileLayout: Sendable, Hashable, CaseIterable {
  /// `HOST/PATH/NAME.EXT`, made safe for every file system.
  case site
  /// `ab/abcdef….EXT`, by the SHA-256 of the content.
  case hash
  /// `NAME.EXT`, made unique.
  case flat
  /// A pattern of the user, with the extension added, made safe and unique.
  case pattern(LayoutPattern)

  /// The layouts without a pattern.
  public static let allCases: [FileLayout] = [.site, .hash, .flat]
}

extension FileLayout: RawRepresentable, CustomStringConvertible {
  /// Reads the word of a layout, or a pattern; `nil` if it is neither.
  public init?(rawValue: String) {
    switch rawValue {
    case "site": self = .site
    case "hash": self = .hash
    case "flat": self = .flat
    default:
      guard let pattern = try? LayoutPattern(rawValue) else { return nil }
      self = .pattern(pattern)
    }
  }

  /// The word of the layout, or its pattern.
  public var rawValue: String {
    switch self {
    case .site: "site"
    case .hash: "hash"
    case .flat: "flat"
    case .pattern(let pattern): pattern.text
    }
  }

  /// The same as ``rawValue``.
  public var description: String { rawValue }
}
