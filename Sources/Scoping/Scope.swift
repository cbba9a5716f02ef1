public import Addressing
public import CrawlModel

/// Says of each link whether the crawl follows it; every address but the seeds passes here.
public struct Scope: Sendable {
  private let pageHosts: HostRule
  private let pageFolders: PathRule?
  private let imageHosts: HostRule
  private let pagePatterns: PatternRule
  private let imagePatterns: PatternRule
  private let maximumDepth: Int
  private let variants: VariantChoice
  private let dropsTracking: Bool

  /// Makes the scope of a crawl.
  ///
  /// - Parameters:
  ///   - seeds: the addresses the crawl starts from.
  ///   - pages: how far from the seeds pages are followed.
  ///   - images: how far from the seeds images, stylesheets and manifests are taken.
  ///   - pagePatterns: what the user says of pages.
  ///   - imagePatterns: what the user says of images.
  ///   - maximumDepth: how many links a page may be away from a seed; `nil` for no limit.
  ///   - variants: which candidates for one place of a page are taken.
  ///   - dropsTracking: whether parameters that only follow visitors are dropped from links.
  public init(
    seeds: [WebAddress], pages: PageReach = .host, images: ImageReach = .any,
    pagePatterns: PatternRule = PatternRule(), imagePatterns: PatternRule = PatternRule(),
    maximumDepth: Int? = nil, variants: VariantChoice = .all, dropsTracking: Bool = false
  ) {
    pageHosts =
      switch pages {
      case .host: HostRule(.host, seeds: seeds)
      case .domain: HostRule(.domain, seeds: seeds)
      case .prefix, .any: HostRule(.any, seeds: seeds)
      }
    pageFolders = pages == .prefix ? PathRule(seeds: seeds) : nil
    imageHosts = HostRule(images, seeds: seeds)
    self.pagePatterns = pagePatterns
    self.imagePatterns = imagePatterns
    self.maximumDepth = maximumDepth ?? .max
    self.variants = variants
    self.dropsTracking = dropsTracking
  }

  /// The link as the crawl knows it.
  public func canonical(_ link: Link) -> Link {
    guard dropsTracking else { return link }
    var link = link
    link.address = link.address.withoutTracking
    return link
  }

  /// Says what is to be done about a link that `job`'s document has.
  public func verdict(on link: Link, foundBy job: Job) -> Verdict {
    if let reason = objection(to: link, foundBy: job) { return .skip(reason) }
    return .follow(
      Job(
        address: link.address, kind: Job.Kind(link.kind), depth: depth(of: link, foundBy: job),
        parent: job.address, via: link.via))
  }

  /// Whether a redirect of `job` may lead to `target`.
  public func verdict(onRedirectOf job: Job, to target: WebAddress) -> Verdict {
    let link = Link(kind: job.kind.linkKind, address: target, via: job.via ?? .seed)
    if let reason = objection(to: link) { return .skip(reason) }
    if job.kind == .page {
      return .follow(
        Job(
          address: target, kind: .page, depth: job.depth, parent: job.address, via: job.via,
          hops: job.hops + 1))
    }
    var successor = job
    successor.target = target
    successor.hops += 1
    successor.attempts = 0
    return .follow(successor)
  }

  /// How many links lie between a seed and what a link leads to.
  ///
  /// What a page needs to be shown is as far away as the page, and what a feed or a sitemap lists as
  /// far as the list; but the next part of a feed is a link further.
  private func depth(of link: Link, foundBy job: Job) -> Int {
    switch link.kind {
    case .image, .stylesheet, .manifest: job.depth
    case .feed: job.depth + 1
    case .page, .sitemap:
      switch job.kind {
      case .feed, .sitemap, .robots, .optOuts: job.depth
      case .page, .stylesheet, .image, .manifest: job.depth + 1
      }
    }
  }

  private func objection(to link: Link, foundBy job: Job) -> SkipReason? {
    if let reason = objection(to: link) { return reason }
    switch link.kind {
    case .image, .stylesheet, .manifest: return nil
    case .page, .feed, .sitemap:
      return depth(of: link, foundBy: job) > maximumDepth ? .depth : nil
    }
  }

  /// Why an address is left alone, however far it is away.
  private func objection(to link: Link) -> SkipReason? {
    switch link.kind {
    case .image:
      guard imageHosts.includes(link.address) else { return .scope }
      if link.isLesserVariant, variants == .largest { return .variant }
      return imagePatterns.objection(to: link.address)
    case .stylesheet, .manifest: return imageHosts.includes(link.address) ? nil : .scope
    case .page: return pageObjection(to: link.address)
    case .feed, .sitemap: return listObjection(to: link)
    }
  }

  private func pageObjection(to address: WebAddress) -> SkipReason? {
    guard pageHosts.includes(address), pageFolders?.includes(address) ?? true else {
      return .scope
    }
    if BinaryRule.isCertain(of: address) { return .notHTML }
    return pagePatterns.objection(to: address)
  }

  /// Why a feed or sitemap is left alone; it need not match the include patterns of pages.
  ///
  /// A sitemap that robots.txt lists may be at another host (sitemaps.org protocol). The parts of a
  /// feed or of a sitemap index are embedded and not listed, so they may not.
  private func listObjection(to link: Link) -> SkipReason? {
    guard pageHosts.includes(link.address) || link.via.role == .list else { return .scope }
    return pagePatterns.objection(to: link.address) == .excluded ? .excluded : nil
  }
}
