/// Knows the links that a sink need not be shown, because it would only count them.
///
/// It belongs to the thread that reads.
public protocol KnownReferences: AnyObject {
  /// Whether an `a` with this reference, as it stands in the document at hand, and nothing else of
  /// interest is a link to a page and one of them.
  ///
  /// - Parameter reference: Never empty, without character references.
  /// - Returns: Whether it may be left out.
  func isKnown(_ reference: Span<UInt8>) -> Bool
}

/// The links that were left out of a document.
public struct KnownLinkCount: Sendable, Hashable {
  /// How many.
  public var count = 0
  /// How many bytes their references have together.
  public var bytes = 0

  /// None.
  public init() {}
}
