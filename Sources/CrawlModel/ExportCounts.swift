/// What an export wrote, and how many images it left out.
public struct ExportCounts: Sendable, Hashable {
  /// Why an export of stored images leaves one out.
  public enum Omission: Sendable, Hashable, CaseIterable {
    /// The libraries that load data sets cannot read the format.
    case format
    /// The file lacks its end, so that loading it fails.
    case truncated
    /// It has more pixels than Pillow agrees to decode.
    case tooManyPixels
    /// The stored file is missing, or its bytes are not those that were stored.
    case changed

    /// The reason in words, for one image or several.
    public var phrase: String {
      switch self {
      case .format: "in a format that loaders cannot read"
      case .truncated: "without the end of the file"
      case .tooManyPixels: "with too many pixels for Pillow"
      case .changed: "missing or changed since it was stored"
      }
    }
  }

  /// The number of records or images that were written.
  public var records = 0
  /// The number of files with images, such as shards.
  public var files = 0
  /// The number of answers in an archive that its index cannot list.
  public var unlisted = 0
  /// How many images were left out, by the reason.
  public var leftOut: [Omission: Int] = [:]

  /// Makes counts of nothing.
  public init() {}
}
