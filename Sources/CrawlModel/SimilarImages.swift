/// Which images count as alike.
public struct SimilarityRule: Sendable, Hashable {
  /// What is compared; the raw values are the words of `magpie similar`.
  public enum Hash: String, Sendable, Hashable, CaseIterable {
    /// PDQ, of 256 bits.
    case pdq
    /// The difference hash, of 64 bits.
    case dhash

    /// The number of bits up to which images count as alike unless another is given: for PDQ the one
    /// that its authors recommend.
    public var usualThreshold: Int { self == .pdq ? 31 : 4 }
    /// The largest number of bits that can be given: beyond it unrelated images are alike.
    public var largestThreshold: Int { self == .pdq ? 47 : 11 }
  }

  /// What is compared.
  public var hash: Hash
  /// The maximum number of differing bits.
  public var threshold: Int

  /// Makes a rule; without a number the usual one holds.
  public init(_ hash: Hash = .pdq, threshold: Int? = nil) {
    self.hash = hash
    self.threshold = threshold ?? hash.usualThreshold
  }
}

/// Groups of stored images that look alike.
public struct SimilarImages: Sendable, Hashable {
  /// An image of a group.
  public struct Image: Sendable, Hashable {
    /// The file, relative to the output folder.
    public var file: String
    /// An address that it was stored for; `nil` if none is known.
    public var url: String?
    /// The SHA-256 of its bytes.
    public var sha256: String
    /// The format.
    public var format: ImageFormat
    /// The width in pixels.
    public var width: Int?
    /// The height in pixels.
    public var height: Int?
    /// The size in bytes.
    public var bytes: Int
    /// The number of bits in which it differs from the first image of the group.
    public var distance = 0

    /// Makes an image from its parts.
    public init(
      file: String, url: String?, sha256: String, format: ImageFormat, width: Int?, height: Int?,
      bytes: Int
    ) {
      self.file = file
      self.url = url
      self.sha256 = sha256
      self.format = format
      self.width = width
      self.height = height
      self.bytes = bytes
    }
  }

  /// Why an image was not compared; the raw values are the words in the records.
  public enum Omission: String, Sendable, Hashable, CaseIterable {
    /// Images of its format are not decoded.
    case format
    /// It has too little detail: nearly plain images are alike for that reason only.
    case plain
    /// It cannot be decoded: it is damaged, or of a kind that the decoder does not have.
    case damaged
    /// It has too many pixels or bytes, or there was no memory for it.
    case tooLarge = "too-large"
    /// The decoder crashed over it or took too long.
    case decoderFailed = "decoder-failed"
    /// The file is missing, or is not the one that was stored.
    case changed

    /// The words for people, behind a number of images.
    public var words: String {
      switch self {
      case .format: "of formats that are not decoded"
      case .plain: "with too little detail to compare"
      case .damaged: "that cannot be decoded"
      case .tooLarge: "too large to decode"
      case .decoderFailed: "over which the decoder failed"
      case .changed: "whose file is missing or was changed"
      }
    }
  }

  /// What was compared, and how.
  public var rule: SimilarityRule
  /// The groups: the first image of each is the largest one, and all others are alike to it.
  public var groups: [[Image]] = []
  /// The number of images that were compared.
  public var compared = 0
  /// The number of images that had to be decoded; the hashes of the others were known.
  public var decoded = 0
  /// The number of images that were not compared, by reason.
  public var omitted: [Omission: Int] = [:]

  /// Makes a result without images.
  public init(_ rule: SimilarityRule) { self.rule = rule }
}
