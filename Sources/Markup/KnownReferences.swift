/// The links that the reader may omit because the sink would only count them.
///
/// Used only from the thread that reads.
public protocol KnownReferences: AnyObject {
  /// Whether an `a` with this reference, and with no other attribute of interest, is a known link
  /// to a page.
  ///
  /// - Parameter reference: the reference as written in the current document; never empty, without
  ///   character references.
  /// - Returns: whether it may be omitted.
  func isKnown(_ reference: Span<UInt8>) -> Bool
}

/// The links that were omitted from a document.
public struct KnownLinkCount: Sendable, Hashable {
  /// The number of links.
  public var count = 0
  /// The total length of their references in bytes.
  public var bytes = 0

  /// Creates an empty count.
  public init() {}
}
