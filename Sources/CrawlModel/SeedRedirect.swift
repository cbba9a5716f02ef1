public import Addressing

/// A seed that redirects to another page, which was read in its place.
public struct SeedRedirect: Sendable, Hashable {
  /// The seed.
  public var seed: WebAddress
  /// The page that its redirects led to.
  public var target: WebAddress

  /// Makes a redirect from its parts.
  public init(seed: WebAddress, target: WebAddress) {
    self.seed = seed
    self.target = target
  }
}
