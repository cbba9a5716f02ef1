/// A difference between a folder and its records.
public struct FolderDifference: Sendable, Hashable {
  /// The kind of a difference; the raw values are the words of `magpie verify`.
  public enum Kind: String, Sendable, Hashable {
    /// The file is missing.
    case missing
    /// The file has different bytes.
    case changed
    /// The file has no record.
    case unknown
    /// The manifest was changed after it was written.
    case manifest
    /// The counts do not add up.
    case books
  }

  /// The kind.
  public var kind: Kind
  /// The file, relative to the folder.
  public var file: String

  /// Makes a difference from its parts.
  public init(_ kind: Kind, _ file: String) {
    self.kind = kind
    self.file = file
  }
}

/// What a comparison of a folder with its records found.
public struct FolderVerification: Sendable, Hashable {
  /// The number of files with a record.
  public var files = 0
  /// The total size of these files in bytes.
  public var bytes = 0
  /// The number of differences.
  public var differences = 0
  /// The number of files without a record while a crawl is writing into the folder, which may not have
  /// recorded them yet; they are no differences.
  public var unrecorded = 0

  /// Makes counts of zero.
  public init() {}
}
