public import Addressing

/// An image that changed between two runs of a crawl.
public struct ImageChange: Sendable, Hashable {
  /// How it changed; the raw values are the words of `magpie changes`.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The address has an image, and had none before.
    case new
    /// The address has another content; the old file is kept.
    case changed
    /// The address no longer has its image; the file is kept.
    case gone
    /// The address is gone, and a new address has the same bytes.
    case moved
  }

  /// How it changed.
  public var kind: Kind
  /// The address, or the name of an image that is part of a page.
  public var key: ImageKey
  /// The file, relative to the output folder; `nil` if it was lost.
  public var file: String?
  /// The address that has the same bytes now, of an image that moved.
  public var movedTo: WebAddress?

  /// Makes a change from its parts.
  public init(kind: Kind, key: ImageKey, file: String?, movedTo: WebAddress? = nil) {
    self.kind = kind
    self.key = key
    self.file = file
    self.movedTo = movedTo
  }
}
