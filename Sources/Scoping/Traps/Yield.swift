/// What the pages of a part of a site have brought, as far as it matters for whether it has an end.
struct Yield: Sendable, Hashable {
  /// What a page brought.
  struct Gain: Sendable, Hashable {
    /// An image whose address is new.
    var image = false
    /// Words that stand in this order on no page before.
    var text = false
    /// A word that stands on no page before.
    var word = false
    /// A link to a page that is new, where pages bring new text or images.
    var link = false
    /// A link to a page that is new, where pages bring images.
    var imageLink = false
    /// Whether its text and links were looked at.
    var isWhole = true
    /// Whether the page that leads to it brought nothing.
    var isLedByIdle = false
  }

  /// So many pages without a new word, however the words stand, end what `patience` would not: there
  /// are more ways to put ten words together than pages in any site.
  static let wordlessPatience = 10
  /// So many times its patience a whole host may live on links to pages that promise something,
  /// which any page of a new pattern does.
  static let promises = 4
  /// At this part of its patience a part is tired.
  static let tiredness = 4
  /// So many pages in a row must have been led to by pages that brought nothing, for a part to be one
  /// that goes on by itself.
  static let selfMade = 50
  /// So many times the longest stretch that did end with an image may the next one be.
  static let hope = 4
  /// But not so many times what it may be anyway.
  static let mostHope = 5
  /// So many images in a row that are no image, or the same as others, and their addresses count for
  /// nothing any more.
  static let fruitlessLimit = 200
  /// So many pages may promise images of which none has come yet.
  static let mostUnproven = 50_000
  /// From so many pages without an image on their text is looked at.
  static let imagelessLimit = 32
  /// While text is new, only every so manieth page is looked at.
  static let sampled = 4

  private(set) var pages = 0
  /// Pages in a row without anything new.
  private(set) var dry = 0
  /// Pages in a row without a new image or new text, whatever they link to.
  private(set) var fruitless = 0
  /// Pages in a row without a new word or image.
  private(set) var wordless = 0
  /// Pages in a row without a new image.
  private(set) var imageless = 0
  /// Images in a row whose content was nothing new.
  private(set) var wasted = 0
  /// Of the pages without anything new, those that pages led to which brought nothing either.
  private(set) var led = 0
  private(set) var isClosed = false
  private var longestHope = 0
  /// Pages with a new image since one of their images was there or was not.
  private var unproven = 0
  /// A number of the host of the first page, and whether there was another.
  private var host: UInt64?
  private var hasManyHosts = false

  /// Whether a page without an image has to be looked at more closely.
  var wantsText: Bool {
    imageless >= Self.imagelessLimit && !isClosed
      && (fruitless > 0 || pages.isMultiple(of: Self.sampled))
  }

  /// Whether its pages have brought nothing for so long that all of them are looked at.
  ///
  /// Links that still promised something count as well: whoever comes late, because another thread was
  /// slow, must not find everything closed behind it.
  func isTired(_ kind: SitePart) -> Bool { isClosed || dry >= kind.patience / Self.tiredness }
  /// Whether the links of its pages into parts that have ended are not followed: they have brought
  /// nothing for long, and it is pages that brought nothing which lead to them.
  ///
  /// Without the second, the index pages of an archive that answer late would count as pages of a
  /// trap, since all that they lead to is like what was given up in the meantime.
  func leadsNowhere(_ kind: SitePart) -> Bool { isTired(kind) && led >= Self.selfMade }
  /// Whether its images are as a rule none, or the same as others.
  var isWasteful: Bool { wasted >= Self.fruitlessLimit }
  /// Whether a link to a page here promises something.
  func isFruitful(_ kind: SitePart) -> Bool { !isClosed && fruitless < kind.patience }
  /// Whether a link to a page here promises an image.
  func showsImages(_ kind: SitePart) -> Bool {
    !isClosed && imageless < kind.patience * Self.wordlessPatience
  }

  /// Takes in a page.
  mutating func add(_ gain: Gain, to kind: SitePart, host: UInt64) {
    pages += 1
    if self.host == nil { self.host = host }
    if self.host != host { hasManyHosts = true }
    if gain.image, !isWasteful, unproven < Self.mostUnproven {
      unproven += 1
      bloom(kind)
      return
    }
    imageless += 1
    guard gain.isWhole else { return }
    fruitless = gain.text ? 0 : fruitless + 1
    let isDry = !gain.text && !gain.link
    dry = isDry ? dry + 1 : 0
    if !isDry, !isClosed { led = 0 }
    if isDry, gain.isLedByIdle { led += 1 }
    wordless = gain.word || gain.imageLink ? 0 : wordless + 1
    guard !isClosed, !kind.spansHosts || hasManyHosts else { return }
    let patience = max(kind.patience, longestHope)
    isClosed =
      dry >= patience || wordless >= patience * Self.wordlessPatience
      || (kind.holdsPatterns && fruitless >= patience * Self.promises)
  }

  /// Takes in an image that one of the pages shows and that is stored: a part that was ended too
  /// early is open again.
  mutating func store(in kind: SitePart) {
    wasted = 0
    unproven = 0
    bloom(kind)
  }

  /// Takes in an image that one of the pages shows and that is none, or no new one.
  mutating func waste() {
    wasted += 1
    unproven = 0
  }

  /// What ended the part, in words.
  func evidence(of kind: SitePart) -> String {
    if pages == 0 { return "an earlier run saw that pages \(kind.words) bring nothing new" }
    if kind.holdsPatterns, fruitless >= kind.patience * Self.promises {
      return "\(fruitless) pages \(kind.words), one after the other, brought no new image or text"
    }
    if dry >= kind.patience {
      return "\(dry) pages \(kind.words), one after the other, brought no new image, text or page"
    }
    return "\(wordless) pages \(kind.words), one after the other, brought no new image or word"
  }

  /// Ends the part, as an earlier run did.
  mutating func close() {
    isClosed = true
    led = Self.selfMade
  }

  private mutating func bloom(_ kind: SitePart) {
    longestHope = max(
      longestHope, min(dry * Self.hope, kind.patience * Self.mostHope))
    (dry, fruitless, wordless, imageless, led) = (0, 0, 0, 0, 0)
    isClosed = false
  }
}
