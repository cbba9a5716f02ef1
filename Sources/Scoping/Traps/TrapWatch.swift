public import Addressing
public import CrawlModel

/// What a crawl has seen of traps: which addresses are the same page, and which parts of a site bring
/// nothing new any more.
///
/// A plain value; whoever shares it between threads guards it. Its size is bounded, whatever a site
/// does: the tables forget what was not asked for in a long while, and what is forgotten is learnt
/// again at the cost of a few pages.
///
/// A page is left out for ``TrapRule/nothingNew`` only when it is in a part that has ended *and* the
/// page that leads to it brought nothing new itself and is in such a part as well, or, where the
/// page was not known before, in one that is tired; and only where that part goes on by itself, its
/// pages being led to by pages that brought nothing either. So such a part stops to grow, and what
/// any other page links to is taken as before. What a sitemap or a feed lists is taken in any case.
public struct TrapWatch: Sendable {
  /// So many sitemaps may lie in one another; the protocol allows one list of lists
  /// (sitemaps.org).
  public static let sitemapLevels = 5
  /// A crawl that starts so deep in a site may go so much deeper than its seeds.
  static let depthBelowSeeds = 10

  private let reach: PageReach
  private let allowedDepth: Int
  private var yields = RecentTable<Yield>(size: 1 << 14)
  private var twins = RecentTable<UInt64>(size: 1 << 17)
  private var levels = RecentTable<Int>(size: 1 << 14)
  private var images = RecentTable<Void>(size: 1 << 17)
  private var pages = RecentTable<Void>(size: 1 << 16)
  private var words = RecentTable<Void>(size: 1 << 16)
  private var groups = RecentTable<Void>(size: 1 << 18)
  /// Documents that brought nothing new.
  private var idle = RecentTable<Void>(size: 1 << 16)
  private var hasClosed = false

  /// Makes the watch of a crawl that has seen nothing.
  ///
  /// - Parameters:
  ///   - seeds: the addresses the crawl starts from.
  ///   - pages: how far from the seeds pages are followed.
  public init(seeds: [WebAddress], pages: PageReach) {
    reach = pages
    let deepest = seeds.map { $0.path.utf8.count { $0 == UInt8(ascii: "/") } }.max() ?? 0
    allowedDepth = max(EndlessAddress.deepest, deepest + Self.depthBelowSeeds)
  }

  // MARK: A document that was read

  /// What a document shows and leads to, made ready without the watch.
  public struct Document: Sendable {
    let fingerprint: UInt64
    let kind: Job.Kind
    /// The page that led to it.
    let parent: UInt64?
    let place: PagePlace
    let images: [UInt64]
    var links: [DocumentLink] = []
    var words: PageWords?
  }

  /// A link to a document that the rules of the crawl would follow.
  struct DocumentLink: Sendable {
    let address: WebAddress
    let kind: Job.Kind
    let trap: Trap?
    let twins: AddressTwins?

    var fingerprint: UInt64 { address.fingerprint.value }
  }

  /// Makes a document ready.
  ///
  /// - Parameters:
  ///   - job: what was asked for.
  ///   - discoveries: its links with the verdicts of the rules.
  /// - Returns: the document, of which ``see(_:)`` says whether more must be known.
  public func document(_ job: Job, _ discoveries: [Discovery]) -> Document {
    var images: [UInt64] = []
    var links: [DocumentLink] = []
    for discovery in discoveries {
      let link = discovery.link
      switch discovery.verdict {
      case .follow(let successor) where Self.isWatched(successor.kind):
        links.append(
          DocumentLink(
            address: link.address, kind: successor.kind,
            trap: EndlessAddress.trap(
              at: link.address, from: reach == .domain || reach == .any ? job.address : nil,
              allowedDepth: allowedDepth),
            twins: AddressTwins(of: link.address)))
      case .follow where link.kind == .image, .keep: images.append(link.key.fingerprint.value)
      case .follow, .skip: break
      }
    }
    return Document(
      fingerprint: job.address.fingerprint.value, kind: job.kind,
      parent: Self.isListed(job) ? nil : job.parent?.fingerprint.value,
      place: PagePlace(job.address, within: reach), images: images, links: links)
  }

  /// Adds what takes longer to find out, for a document that is to be looked at closely.
  public func examine(_ document: inout Document, _ bytes: Span<UInt8>) {
    document.words = PageWords(bytes)
  }

  /// Whether a kind of job can lead on and on.
  public static func isWatched(_ kind: Job.Kind) -> Bool {
    kind == .page || kind == .feed || kind == .sitemap
  }

  /// Takes in the images of a document; answers whether one of them is new, and whether the
  /// document is to be looked at closely.
  public mutating func see(_ document: Document) -> (hasNewImage: Bool, isWanted: Bool) {
    var hasNew = false
    for image in document.images where images.insert(image) { hasNew = true }
    guard document.kind != .sitemap else { return (hasNew, false) }
    if isTired(document.place) { return (hasNew, true) }
    if hasNew, yields[document.place.pattern]?.isWasteful != true { return (hasNew, false) }
    return (hasNew, document.place.parts.contains { yields[$0.key]?.wantsText ?? false })
  }

  /// Takes in a document, and says of each of its links why it is a trap; `nil` where it is none.
  public mutating func judge(_ document: Document, hasNewImage: Bool) -> [Trap?] {
    let leadsNowhere = leadsNowhere(document.place)
    let isIdle = document.kind != .sitemap && record(document, hasNewImage)
    return document.links.map { link in
      if let trap = link.trap { return trap }
      if link.kind == .sitemap, document.kind == .sitemap {
        return nestedSitemap(link.fingerprint, in: document.fingerprint)
      }
      // A link that a list has is taken wherever it leads.
      if leadsNowhere, isIdle, document.kind == .page || link.kind == document.kind,
        let trap = ended(PagePlace(link.address, within: reach))
      {
        return trap
      }
      return twin(link.twins, link.fingerprint, from: document.fingerprint)
    }
  }

  /// Takes in what a document brought; answers whether that was nothing.
  private mutating func record(_ document: Document, _ hasNewImage: Bool) -> Bool {
    var gain = Yield.Gain()
    gain.image = hasNewImage
    gain.isWhole = document.words != nil
    gain.isLedByIdle = document.parent.map { idle[$0] != nil } ?? false
    var targets: [Target] = []
    if let found = document.words {
      for group in found.groups where groups.insert(group) { gain.text = true }
      for word in found.words where words.insert(word) { gain.word = true }
      // Where the text is new, it does not matter what else is.
      for link in document.links
      where !(gain.text && gain.word) && link.trap == nil && pages.insert(link.fingerprint) {
        let place = PagePlace(link.address, within: reach)
        let pattern = yields[place.pattern] ?? Yield()
        let target = Target(
          place: place, isFruitful: pattern.isFruitful(.pattern),
          showsImages: pattern.showsImages(.pattern))
        if target.isFruitful || target.showsImages { targets.append(target) }
      }
    }
    let place = document.place
    for part in place.parts {
      let leading = targets.filter { $0.place.isOutside(part, ofPattern: place.pattern) }
      gain.link = leading.contains(where: \.isFruitful)
      gain.imageLink = leading.contains(where: \.showsImages)
      var yield = yields[part.key] ?? Yield()
      yield.add(gain, to: part.kind, host: place.host)
      if yield.isClosed { hasClosed = true }
      yields[part.key] = yield
    }
    let isGain = gain.text || hasNewImage && yields[place.pattern]?.isWasteful != true
    guard gain.isWhole, !isGain else { return false }
    _ = idle.insert(document.fingerprint)
    return true
  }

  /// A new page that a document leads to, and what is to be expected of it.
  private struct Target {
    let place: PagePlace
    let isFruitful: Bool
    let showsImages: Bool
  }

  // MARK: What became of images

  /// The document that shows an image, made ready without the watch.
  public struct ImageSource: Sendable {
    fileprivate let place: PagePlace
  }

  /// Makes the document ready that shows an image.
  public func source(_ page: WebAddress) -> ImageSource {
    ImageSource(place: PagePlace(page, within: reach))
  }

  /// Takes in what became of an image that a document shows.
  ///
  /// Addresses alone are no gain: a site can have any number of them for one image.
  public mutating func end(imageOf source: ImageSource, isNew: Bool) {
    for part in source.place.parts {
      guard var yield = yields[part.key] else { continue }
      if isNew { yield.store(in: part.kind) } else { yield.waste() }
      yields[part.key] = yield
    }
  }

  // MARK: Jobs

  /// Why a page is not asked for now that its turn has come; `nil` where nothing is against it.
  public mutating func trap(at job: Job) -> Trap? {
    guard job.kind == .page || job.kind == .feed, job.attempts == 0 else { return nil }
    let fingerprint = job.address.fingerprint.value
    // What the user asks for is asked, and what an earlier run asked for is asked again.
    if job.parent == nil || job.earlier?.wasTaken == true {
      if let twins = AddressTwins(of: job.address) { self.twins[twins.key.value] = fingerprint }
      return nil
    }
    if hasClosed, let parent = job.parent, !Self.isListed(job),
      idle[parent.fingerprint.value] != nil,
      isGivenUp(PagePlace(parent, within: reach)),
      let trap = ended(PagePlace(job.address, within: reach))
    {
      return trap
    }
    return twin(
      AddressTwins(of: job.address), fingerprint, from: job.parent?.fingerprint.value)
  }

  private static func isListed(_ job: Job) -> Bool {
    let via = job.via?.text ?? ""
    return job.kind == .page && ["sitemap", "feed", "robots"].contains(where: via.hasPrefix)
  }

  private mutating func twin(
    _ twins: AddressTwins?, _ fingerprint: UInt64, from source: UInt64?
  ) -> Trap? {
    guard let twins else { return nil }
    let first = self.twins[twins.key.value]
    // A page may send to its own twin: a server that sorts the parameters, or begins a session.
    if let first, first != fingerprint, first != source {
      return Trap(twins.rule, "the same page is known under another address")
    }
    self.twins[twins.key.value] = fingerprint
    return nil
  }

  private mutating func nestedSitemap(_ sitemap: UInt64, in list: UInt64) -> Trap? {
    let level = levels[sitemap] ?? (levels[list] ?? 0) + 1
    guard level <= Self.sitemapLevels else {
      return Trap(.nestedSitemaps, "it lies in \(level) sitemaps, one in another")
    }
    levels[sitemap] = level
    return nil
  }

  /// Whether the pages of a part are to be looked at, all of them.
  private mutating func isTired(_ place: PagePlace) -> Bool {
    isAny(place) { yield, kind in kind == .pattern ? yield.isTired(kind) : yield.isClosed }
  }

  /// Whether the links of a page into parts that have ended are not followed.
  private mutating func leadsNowhere(_ place: PagePlace) -> Bool {
    isAny(place) { yield, kind in
      (kind == .pattern || yield.isClosed) && yield.leadsNowhere(kind)
    }
  }

  /// Whether what the pages of a part have led to, and what still waits, is not asked for either.
  private mutating func isGivenUp(_ place: PagePlace) -> Bool {
    isAny(place) { yield, kind in yield.isClosed && yield.leadsNowhere(kind) }
  }

  private mutating func isAny(_ place: PagePlace, _ holds: (Yield, SitePart) -> Bool) -> Bool {
    guard hasClosed else { return false }
    for part in place.parts {
      if let yield = yields[part.key], holds(yield, part.kind) { return true }
    }
    return false
  }

  private mutating func ended(_ place: PagePlace) -> Trap? {
    for part in place.parts {
      guard let yield = yields[part.key], yield.isClosed else { continue }
      return Trap(.nothingNew, yield.evidence(of: part.kind))
    }
    return nil
  }

  // MARK: Runs

  /// What a later run that goes on must know, in numbers.
  public struct Memory: Sendable, Hashable {
    /// The parts of sites that have ended.
    public var endedParts: [UInt64]
    /// The documents that brought nothing new.
    public var idleDocuments: [UInt64]

    /// Makes a memory from its parts.
    public init(endedParts: [UInt64] = [], idleDocuments: [UInt64] = []) {
      self.endedParts = endedParts
      self.idleDocuments = idleDocuments
    }
  }

  /// What a later run that goes on must know; nothing where no part has ended.
  public var memory: Memory {
    let ended = yields.all.filter(\.value.isClosed).keys.sorted()
    return Memory(endedParts: ended, idleDocuments: ended.isEmpty ? [] : idle.all.keys.sorted())
  }

  /// Takes up what an earlier run has seen.
  ///
  /// - Parameters:
  ///   - memory: what it left.
  ///   - addresses: the pages that are known, in the order in which they were found.
  public mutating func resume(_ memory: Memory, addresses: [WebAddress]) {
    for key in memory.endedParts {
      var yield = yields[key] ?? Yield()
      yield.close()
      yields[key] = yield
      hasClosed = true
    }
    for document in memory.idleDocuments { _ = idle.insert(document) }
    for address in addresses {
      guard let twins = AddressTwins(of: address) else { continue }
      self.twins[twins.key.value] = address.fingerprint.value
    }
  }
}
