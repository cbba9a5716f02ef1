public import Addressing

/// The first page that was read of an origin, and whether any of its pages names an icon.
public struct IconSurvey: Sendable, Hashable {
  /// The page.
  public var page: WebAddress
  /// The depth of the page.
  public var depth: Int
  /// Whether a page of the origin names an icon.
  public var namesIcon: Bool

  /// Makes a survey from its parts.
  public init(page: WebAddress, depth: Int, namesIcon: Bool) {
    self.page = page
    self.depth = depth
    self.namesIcon = namesIcon
  }
}
