/// What an audit counted.
public struct AuditSummary: Sendable, Hashable {
  /// The images that a page loads, and their size.
  public struct PageWeight: Sendable, Hashable {
    /// The address of the page.
    public var url: String
    /// The number of different images.
    public var images: Int
    /// Their size together, in bytes.
    public var bytes: Int

    /// Makes a weight from its parts.
    public init(url: String, images: Int, bytes: Int) {
      self.url = url
      self.images = images
      self.bytes = bytes
    }
  }

  /// The number of heavy pages that are listed whether or not they are a fault.
  public static let heaviestListed = 10

  /// The number of findings by kind.
  public var findings: [AuditFinding.Kind: Int] = [:]
  /// The number of images that were judged.
  public var images = 0
  /// The number of pages that were read.
  public var pages = 0
  /// The number of places where the page says that the image is decoration.
  public var decorative = 0
  /// The number of images that may or may not be broken: the server refused more requests, or the
  /// content could not be stored.
  public var unchecked = 0
  /// The number of addresses that still wait.
  public var waiting = 0
  /// The number of places recorded by an earlier version, of which it is not known how they show the
  /// image.
  public var placesOfOldRuns = 0
  /// The number of images recorded by an earlier version, of which the caching headers are not known.
  public var imagesOfOldRuns = 0
  /// The pages with the most bytes of images, the heaviest first.
  public var heaviest: [PageWeight] = []

  /// Makes a summary of nothing.
  public init() {}

  /// The number of all findings.
  public var total: Int { findings.values.reduce(0, +) }

  /// How many images were judged, and with what result.
  public var sentence: String {
    var text =
      "\(Readable.count(images, "image")) on \(Readable.count(pages, "page")): "
      + (total == 0 ? "no faults." : "\(Readable.count(total, "fault")).")
    if decorative > 0 {
      text +=
        " \(Readable.count(decorative, "place")) "
        + (decorative == 1 ? "is" : "are") + " marked as decoration."
    }
    return text
  }

  /// What an audit could not know, one sentence each.
  public var notes: [String] {
    var notes: [String] = []
    if waiting > 0 {
      notes.append(
        "The crawl is not finished: \(Readable.count(waiting, "address", "addresses")) wait.")
    }
    if unchecked > 0 {
      notes.append(
        "\(Readable.count(unchecked, "image")) could not be checked: the server asked to come back "
          + "later, or the disk refused the file.")
    }
    if placesOfOldRuns > 0 {
      notes.append(
        "\(Readable.count(placesOfOldRuns, "place")) were recorded by an earlier version, which did "
          + "not note how pages show an image: missing-alt, empty-alt, oversized and heavy-page "
          + "do not include them. A new crawl does.")
    }
    if imagesOfOldRuns > 0 {
      notes.append(
        "\(Readable.count(imagesOfOldRuns, "image")) were recorded by an earlier version, which did "
          + "not note the caching headers: uncached does not include them. A new crawl does.")
    }
    return notes
  }
}
