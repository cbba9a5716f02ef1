/// What the pages of a part of a site have contained, as far as it decides whether the part has
/// ended.
struct Yield: Sendable, Hashable {
  /// What is new on a page.
  struct Gain: Sendable, Hashable {
    /// An image with a new address.
    var image = false
    /// A new sequence of words.
    var text = false
    /// A new word.
    var word = false
    /// A link to a new page, in a part whose pages have new text or images.
    var link = false
    /// A link to a new page, in a part whose pages have images.
    var imageLink = false
    /// A link to a new page, whatever is expected of it.
    var anyLink = false
    /// Whether its text and links were examined.
    var isWhole = true
    /// Whether the page that links to it had nothing new.
    var isLinkedFromIdle = false
  }

  /// The multiple of its patience after which pages without a new word end a part, even if their
  /// words are in a new order: there are more ways to combine ten words than pages on any site.
  static let wordlessPatience = 10
  /// The multiple of its patience for which a whole host may continue with only links to promising
  /// pages; every page with a new pattern is one.
  static let promiseFactor = 4
  /// The fraction of its patience after which a part is tired.
  static let tiredness = 4
  /// The number of consecutive pages linked from pages without anything new after which a part
  /// counts as generating itself.
  static let selfGeneratedLimit = 50
  /// The maximum ratio of the next stretch without images to the longest one that ended with an
  /// image.
  static let extensionFactor = 4
  /// The maximum of that stretch, as a multiple of the patience.
  static let longestExtension = 5
  /// The number of consecutive images that are not images, or duplicates, after which new image
  /// addresses do not count any more.
  static let fruitlessLimit = 200
  /// The maximum number of pages that promise images before any was stored.
  static let unprovenLimit = 50_000
  /// The number of pages without an image after which their text is examined.
  static let imagelessLimit = 32
  /// While text is new, one page in this many is examined.
  static let samplingInterval = 4

  private(set) var pages = 0
  /// Pages without anything new that link to new pages, since the last one that had something new.
  ///
  /// A page that leads nowhere cannot keep a part going, so only ``wordless`` counts it.
  private(set) var dry = 0
  /// Consecutive pages without a new image or new text, whatever they link to.
  private(set) var fruitless = 0
  /// Consecutive pages without a new word or image.
  private(set) var wordless = 0
  /// Consecutive pages without a new image.
  private(set) var imageless = 0
  /// Consecutive images without new content.
  private(set) var fruitlessImages = 0
  /// Of the pages without anything new, those linked from pages that had nothing new either.
  private(set) var linkedFromIdle = 0
  private(set) var isClosed = false
  private var extendedPatience = 0
  /// Pages with a new image since the last image with a known result.
  private var unproven = 0
  /// A number of the host of the first page, and whether there was another host.
  private var host: UInt64?
  private var hasManyHosts = false

  /// Whether a page without an image must be examined.
  var wantsText: Bool {
    imageless >= Self.imagelessLimit && !isClosed
      && (fruitless > 0 || pages.isMultiple(of: Self.samplingInterval))
  }

  /// Whether its pages have had nothing new for so long that all of them are examined.
  ///
  /// Links that were still promising count as well: a page that arrives late, because another
  /// thread was slow, must not find everything closed.
  func isTired(_ kind: SitePart) -> Bool { isClosed || dry >= kind.patience / Self.tiredness }
  /// Whether links from its pages to parts that have ended are not followed: they have had nothing
  /// new for long, and are linked from pages that had nothing new.
  ///
  /// Without the second condition, index pages of an archive that arrive late would count as pages
  /// of a trap, since everything they link to resembles what was given up meanwhile.
  func leadsNowhere(_ kind: SitePart) -> Bool {
    isTired(kind) && linkedFromIdle >= Self.selfGeneratedLimit
  }
  /// Whether most of its images are not images, or duplicates.
  var hasOnlyFruitlessImages: Bool { fruitlessImages >= Self.fruitlessLimit }
  /// Whether a link to a page in it is promising.
  func isFruitful(_ kind: SitePart) -> Bool { !isClosed && fruitless < kind.patience }
  /// Whether a link to a page in it promiseFactor an image.
  func showsImages(_ kind: SitePart) -> Bool {
    !isClosed && imageless < kind.patience * Self.wordlessPatience
  }

  /// Records a page.
  mutating func add(_ gain: Gain, to kind: SitePart, host: UInt64) {
    pages += 1
    if self.host == nil { self.host = host }
    if self.host != host { hasManyHosts = true }
    if gain.image, !hasOnlyFruitlessImages, unproven < Self.unprovenLimit {
      unproven += 1
      restart(kind)
      return
    }
    imageless += 1
    guard gain.isWhole else { return }
    fruitless = gain.text ? 0 : fruitless + 1
    let isDry = !gain.text && !gain.link
    if !isDry { dry = 0 } else if gain.anyLink { dry += 1 }
    if !isDry, !isClosed { linkedFromIdle = 0 }
    if isDry, gain.isLinkedFromIdle { linkedFromIdle += 1 }
    wordless = gain.word || gain.imageLink ? 0 : wordless + 1
    guard !isClosed, !kind.spansHosts || hasManyHosts else { return }
    let patience = max(kind.patience, extendedPatience)
    isClosed =
      dry >= patience || wordless >= patience * Self.wordlessPatience
      || (kind.holdsPatterns && fruitless >= patience * Self.promiseFactor)
  }

  /// Records a stored image of one of the pages; this reopens a part that was ended too early.
  mutating func store(in kind: SitePart) {
    fruitlessImages = 0
    unproven = 0
    restart(kind)
  }

  /// Records an image of one of the pages that is not an image, or not a new one.
  mutating func addFruitlessImage() {
    fruitlessImages += 1
    unproven = 0
  }

  /// The reason why the part ended, in words.
  func evidence(of kind: SitePart) -> String {
    if pages == 0 { return "an earlier run found that \(kind.words) have nothing new" }
    if kind.holdsPatterns, fruitless >= kind.patience * Self.promiseFactor {
      return "\(fruitless) \(kind.words) in a row had no new image or text"
    }
    if dry >= kind.patience {
      return "\(dry) \(kind.words) in a row had no new image, text or page"
    }
    return "\(wordless) \(kind.words) in a row had no new image or word"
  }

  /// Ends the part, as an earlier run did.
  mutating func close() {
    isClosed = true
    linkedFromIdle = Self.selfGeneratedLimit
  }

  private mutating func restart(_ kind: SitePart) {
    extendedPatience = max(
      extendedPatience, min(dry * Self.extensionFactor, kind.patience * Self.longestExtension))
    (dry, fruitless, wordless, imageless, linkedFromIdle) = (0, 0, 0, 0, 0)
    isClosed = false
  }
}
