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
  ///   - images: how far from the seeds images and stylesheets are taken.
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
        address: link.address, kind: kind(of: link), depth: depth(of: link, foundBy: job),
        parent: job.address, via: link.via))
  }

  /// Whether a redirect of `job` may lead to `target`.
  public func verdict(onRedirectOf job: Job, to target: WebAddress) -> Verdict {
    let link = Link(kind: job.kind.linkKind, address: target, via: job.via ?? "seed")
    if link.kind == .page {
      if let reason = pageObjection(to: target) { return .skip(reason) }
      return .follow(
        Job(
          address: target, kind: .page, depth: job.depth, parent: job.address, via: job.via,
          hops: job.hops + 1))
    }
    if let reason = imageObjection(to: link) { return .skip(reason) }
    var successor = job
    successor.target = target
    successor.hops += 1
    successor.attempts = 0
    return .follow(successor)
  }

  private func kind(of link: Link) -> Job.Kind {
    switch link.kind {
    case .image: .image
    case .stylesheet: .stylesheet
    case .page, .feed, .sitemap, .manifest: .page
    }
  }

  private func depth(of link: Link, foundBy job: Job) -> Int {
    link.kind == .page ? job.depth + 1 : job.depth
  }

  private func objection(to link: Link, foundBy job: Job) -> SkipReason? {
    switch link.kind {
    case .image, .stylesheet: return imageObjection(to: link)
    case .page, .feed, .sitemap, .manifest:
      if let reason = pageObjection(to: link.address) { return reason }
      return depth(of: link, foundBy: job) > maximumDepth ? .depth : nil
    }
  }

  private func imageObjection(to link: Link) -> SkipReason? {
    guard imageHosts.includes(link.address) else { return .scope }
    if link.isLesserVariant, variants == .largest { return .variant }
    return link.kind == .image ? imagePatterns.objection(to: link.address) : nil
  }

  private func pageObjection(to address: WebAddress) -> SkipReason? {
    guard pageHosts.includes(address), pageFolders?.includes(address) ?? true else {
      return .scope
    }
    if BinaryRule.isCertain(of: address) { return .notHTML }
    return pagePatterns.objection(to: address)
  }
}
