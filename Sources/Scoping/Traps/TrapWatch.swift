public import Addressing
public import CrawlModel

/// Recognises crawler traps from the pages seen so far: which addresses are the same page, and
/// which parts of a site contain nothing new any more.
///
/// A plain value; callers synchronise access. Its size is bounded, whatever a site does: its tables
/// drop entries not used recently, and what is dropped is learnt again from a few pages.
///
/// A page is skipped with ``TrapRule/nothingNew`` only if all of this holds: it is in a part that
/// has ended; the page that links to it had nothing new and is in such a part, too, or, if the page
/// was not known before, in a tired one; and that part generates itself, which means that its pages
/// are linked from pages that had nothing new either. So such a part stops growing, and pages
/// linked from anywhere else are still fetched. The entries of a sitemap or feed are always
/// fetched.
public struct TrapWatch: Sendable {
  /// The maximum number of path segments below the deepest seed.
  static let depthBelowSeeds = 10

  let reach: PageReach
  let allowedDepth: Int
  private var yields = RecentTable<Yield>(size: 1 << 14)
  private var twins = RecentTable<UInt64>(size: 1 << 17)
  private var images = RecentTable<Void>(size: 1 << 17)
  private var pages = RecentTable<Void>(size: 1 << 16)
  private var words = RecentTable<Void>(size: 1 << 16)
  private var groups = RecentTable<Void>(size: 1 << 18)
  /// Documents that had nothing new.
  private var idle = RecentTable<Void>(size: 1 << 16)
  /// Documents that are no pages and had a new image.
  private var showing = RecentTable<Void>(size: 1 << 14)
  private var hasClosed = false
  /// The parts that other machines of a shared crawl have found to have ended.
  ///
  /// In a table of their own, because those of all sites would push the parts of the sites of this
  /// machine out of the other.
  private var endedElsewhere: Set<UInt64> = []

  /// Creates the watch of a new crawl.
  ///
  /// - Parameters:
  ///   - seeds: the addresses the crawl starts from.
  ///   - pages: how far from the seeds pages are followed.
  public init(seeds: [WebAddress], pages: PageReach) {
    reach = pages
    let deepest = seeds.map { $0.path.utf8.count { $0 == UInt8(ascii: "/") } }.max() ?? 0
    allowedDepth = max(EndlessAddress.deepest, deepest + Self.depthBelowSeeds)
  }

  // MARK: Documents

  /// Records the images of a document; returns whether one of them is new, and whether the document
  /// must be examined.
  public mutating func see(_ document: Document) -> (hasNewImage: Bool, isWanted: Bool) {
    var hasNew = false
    for image in document.images where images.insert(image) { hasNew = true }
    guard document.place.hasPages else { return (hasNew, false) }
    if isTired(document.place) { return (hasNew, true) }
    if hasNew, yield(of: document.place.pattern)?.hasOnlyFruitlessImages != true {
      return (hasNew, false)
    }
    return (hasNew, document.place.parts.contains { yield(of: $0.key)?.wantsText ?? false })
  }

  /// Records a document, and returns for each of its links why it is a trap; `nil` if it is not.
  public mutating func judge(_ document: Document, hasNewImage: Bool) -> [Trap?] {
    let leadsNowhere = leadsNowhere(document.place)
    let isIdle = record(document, hasNewImage)
    let isList = document.kind == .feed || document.kind == .sitemap
    return document.links.map { link in
      if let trap = link.trap { return trap }
      // The links of a list are followed wherever they lead.
      if leadsNowhere, isIdle, !isList || link.kind == document.kind,
        let trap = ended(PagePlace(link.address, link.kind, within: reach))
      {
        return trap
      }
      return twin(link.twins, link.fingerprint, from: document.fingerprint)
    }
  }

  /// Records what is new in a document; returns `true` if nothing is.
  private mutating func record(_ document: Document, _ hasNewImage: Bool) -> Bool {
    var gain = Yield.Gain()
    gain.image = hasNewImage
    gain.isLinkedFromIdle =
      document.parent.map { idle[$0] != nil } ?? false || document.isListOfLists
    let place = document.place
    let targets: [Target]
    if place.hasPages {
      targets = examine(document, &gain)
    } else {
      targets = promisingPages(of: document, &gain)
      if hasNewImage { _ = showing.insert(document.fingerprint) }
      // Many pages may have style sheets of their own, with others in them.
      if !gain.anyLink { gain.isLinkedFromIdle = false }
    }
    for part in place.parts {
      let leading = targets.filter { $0.place.isOutside(part, ofPattern: place.pattern) }
      gain.link = leading.contains(where: \.isFruitful)
      gain.imageLink = leading.contains(where: \.showsImages)
      var yield = yield(of: part.key) ?? Yield()
      yield.add(gain, to: part.kind, host: place.host)
      if yield.isClosed { hasClosed = true }
      yields[part.key] = yield
    }
    let isGain = gain.text || hasNewImage && yields[place.pattern]?.hasOnlyFruitlessImages != true
    // A site may list pages that look alike.
    guard gain.isWhole, !isGain, document.kind != .sitemap || gain.isLinkedFromIdle else {
      return false
    }
    _ = idle.insert(document.fingerprint)
    return true
  }

  /// Compares the words and links of a page or feed with those of earlier ones, if they were
  /// examined; returns the new pages that it links to.
  private mutating func examine(_ document: Document, _ gain: inout Yield.Gain) -> [Target] {
    gain.isWhole = document.words != nil
    guard let found = document.words else { return [] }
    for group in found.groups where groups.insert(group) { gain.text = true }
    for word in found.words where words.insert(word) { gain.word = true }
    var targets: [Target] = []
    // If the text is new, the rest does not matter.
    for link in document.links
    where !(gain.text && gain.word) && link.trap == nil && link.isPromising
      && pages.insert(link.fingerprint)
    {
      gain.anyLink = true
      if let target = target(PagePlace(link.address, link.kind, within: reach)) {
        targets.append(target)
      }
    }
    for address in document.linkedImages where !(gain.text && gain.word) {
      // It counts as a page only if there were pages behind such names.
      let place = PagePlace(address, within: reach)
      guard yield(of: place.pattern) != nil, pages.insert(address.fingerprint.value) else {
        continue
      }
      gain.anyLink = true
      if let target = target(place) { targets.append(target) }
    }
    return targets
  }

  /// Returns the first promising page that a document that is none leads to.
  private mutating func promisingPages(
    of document: Document, _ gain: inout Yield.Gain
  ) -> [Target] {
    // Its text is none of the site's: only what it links to can keep such a part going.
    gain.word = true
    let isOrdinaryList = document.kind == .sitemap && !gain.isLinkedFromIdle
    for link in document.links where link.trap == nil {
      let isPage = PagePlace.hasPages(link.kind)
      let isNew = pages.insert(link.fingerprint)
      if isNew { gain.anyLink = true }
      guard isPage, isNew || isOrdinaryList else { continue }
      let place = PagePlace(link.address, link.kind, within: reach)
      if isOrdinaryList { return [Target(place: place, isFruitful: true, showsImages: true)] }
      if let target = target(place) { return [target] }
    }
    return []
  }

  /// A new page linked from a document, with what is expected of it.
  private struct Target {
    let place: PagePlace
    let isFruitful: Bool
    let showsImages: Bool
  }

  /// Returns what is expected of a page; `nil` if nothing is.
  private mutating func target(_ place: PagePlace) -> Target? {
    guard place.hasPages else { return nil }
    let pattern = yield(of: place.pattern) ?? Yield()
    let target = Target(
      place: place, isFruitful: pattern.isFruitful(.pattern),
      showsImages: pattern.showsImages(.pattern))
    return target.isFruitful || target.showsImages ? target : nil
  }

  // MARK: Images

  /// The document that shows an image, prepared without the watch.
  public struct ImageSource: Sendable {
    fileprivate let address: WebAddress
    fileprivate let place: PagePlace
  }

  /// Prepares the document that shows an image.
  public func source(_ document: WebAddress) -> ImageSource {
    ImageSource(address: document, place: PagePlace(document, within: reach))
  }

  /// Records the result of an image that a document shows.
  ///
  /// New addresses alone do not count: a site can have any number of them for one image.
  public mutating func end(imageOf source: ImageSource, isNew: Bool) {
    let isPage = showing[source.address.fingerprint.value] == nil
    let place = isPage ? source.place : PagePlace(source.address, .stylesheet, within: reach)
    for part in place.parts {
      guard var yield = yield(of: part.key) else { continue }
      if isNew { yield.store(in: part.kind) } else { yield.addFruitlessImage() }
      yields[part.key] = yield
    }
  }

  // MARK: Jobs

  /// Returns why a document is not requested when it is due; `nil` if it is.
  public mutating func trap(at job: Job, _ request: Request) -> Trap? {
    guard job.kind.isDocument, request.attempts == 0 else { return nil }
    let fingerprint = job.address.fingerprint.value
    // Seeds are always requested, and so is what an earlier run requested.
    if job.parent == nil || request.earlier?.wasTaken == true {
      if let twins = Self.twins(of: job.address, job.kind) {
        self.twins[twins.key.value] = fingerprint
      }
      return nil
    }
    if hasClosed, let parent = job.parent, !Self.isListed(job),
      idle[parent.fingerprint.value] != nil,
      isGivenUp(PagePlace(parent, job.hops > 0 ? job.kind : .page, within: reach)),
      let trap = ended(PagePlace(job.address, job.kind, within: reach))
    {
      return trap
    }
    return twin(
      Self.twins(of: job.address, job.kind), fingerprint, from: job.parent?.fingerprint.value)
  }

  private static func isListed(_ job: Job) -> Bool {
    job.kind == .page && job.via?.role == .list
  }

  private mutating func twin(
    _ twins: AddressTwins?, _ fingerprint: UInt64, from source: UInt64?
  ) -> Trap? {
    guard let twins else { return nil }
    let first = self.twins[twins.key.value]
    // A page may redirect to its own twin: a server that sorts the parameters, or begins a session.
    if let first, first != fingerprint, first != source {
      return Trap(twins.rule, "the same page is known by another address")
    }
    self.twins[twins.key.value] = fingerprint
    return nil
  }

  /// Whether all pages of a part must be examined.
  private mutating func isTired(_ place: PagePlace) -> Bool {
    isAny(place) { yield, kind in kind == .pattern ? yield.isTired(kind) : yield.isClosed }
  }

  /// Whether links from a page to parts that have ended are not followed.
  private mutating func leadsNowhere(_ place: PagePlace) -> Bool {
    isAny(place) { yield, kind in
      (kind == .pattern || yield.isClosed) && yield.leadsNowhere(kind)
    }
  }

  /// Whether waiting pages that a part's pages have linked to are not requested either.
  private mutating func isGivenUp(_ place: PagePlace) -> Bool {
    isAny(place) { yield, kind in yield.isClosed && yield.leadsNowhere(kind) }
  }

  private mutating func isAny(_ place: PagePlace, _ holds: (Yield, SitePart) -> Bool) -> Bool {
    guard hasClosed else { return false }
    for part in place.parts {
      if let yield = yield(of: part.key), holds(yield, part.kind) { return true }
    }
    return false
  }

  private mutating func ended(_ place: PagePlace) -> Trap? {
    for part in place.parts {
      guard let yield = yield(of: part.key), yield.isClosed else { continue }
      return Trap(.nothingNew, yield.evidence(of: part.kind))
    }
    return nil
  }

  /// What is known of a part.
  private mutating func yield(of part: UInt64) -> Yield? {
    if let yield = yields[part] { return yield }
    guard endedElsewhere.contains(part) else { return nil }
    var yield = Yield()
    yield.close()
    return yield
  }

  // MARK: Machines

  /// The parts of sites that have ended.
  public var endedParts: Set<UInt64> {
    hasClosed ? Set(yields.all.lazy.filter(\.value.isClosed).map(\.key)) : []
  }

  /// Notes parts that other machines have found to have ended.
  public mutating func note(endedElsewhere parts: [UInt64]) {
    guard !parts.isEmpty else { return }
    endedElsewhere.formUnion(parts)
    hasClosed = true
  }

  // MARK: Resuming

  /// What a later run must know to resume, as numbers.
  public struct Memory: Sendable, Hashable {
    /// The parts of sites that have ended.
    public var endedParts: [UInt64]
    /// The documents that had nothing new.
    public var idleDocuments: [UInt64]

    /// Creates a memory from its parts.
    public init(endedParts: [UInt64] = [], idleDocuments: [UInt64] = []) {
      self.endedParts = endedParts
      self.idleDocuments = idleDocuments
    }
  }

  /// What a later run must know to resume; empty if no part has ended.
  public var memory: Memory {
    let ended = endedParts.sorted()
    return Memory(endedParts: ended, idleDocuments: ended.isEmpty ? [] : idle.all.keys.sorted())
  }

  /// Restores what an earlier run has seen.
  ///
  /// - Parameters:
  ///   - memory: the memory of that run.
  ///   - addresses: the known pages, in the order in which they were found.
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
