public import Addressing
public import CrawlModel

/// Decides for each link whether the crawl follows it; every address except the seeds is checked
/// here.
public struct Scope: Sendable {
  private let pageHosts: HostRule
  private let pageFolders: PathRule?
  /// The hosts whose frames are pages of the crawl.
  let frameHosts: HostRule
  private let imageHosts: HostRule
  private let pagePatterns: PatternRule
  private let imagePatterns: PatternRule
  private let maximumDepth: Int
  private let variants: VariantChoice
  private let dropsTracking: Bool

  /// Creates the scope of a crawl.
  ///
  /// - Parameters:
  ///   - seeds: the addresses the crawl starts from.
  ///   - pages: how far from the seeds pages are followed.
  ///   - images: how far from the seeds images, style sheets, manifests and frames are fetched.
  ///   - pagePatterns: the user's patterns for pages.
  ///   - imagePatterns: the user's patterns for images.
  ///   - maximumDepth: the maximum number of links between a seed and a page; `nil` for no limit.
  ///   - variants: which candidates of an image on a page are fetched.
  ///   - dropsTracking: whether tracking parameters are removed from links.
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
    frameHosts = pages == .prefix ? HostRule(.host, seeds: seeds) : pageHosts
    imageHosts = HostRule(images, seeds: seeds)
    self.pagePatterns = pagePatterns
    self.imagePatterns = imagePatterns
    self.maximumDepth = maximumDepth ?? .max
    self.variants = variants
    self.dropsTracking = dropsTracking
  }

  /// Returns the link in the form in which the crawl stores it.
  public func canonical(_ link: Link) -> Link {
    guard dropsTracking else { return link }
    var link = link
    link.address = link.address.withoutTracking
    return link
  }

  /// Returns the verdict on a link in the document of `job`.
  public func verdict(on link: Link, foundBy job: Job) -> Verdict {
    if let reason = objection(to: link, foundBy: job) { return .skip(reason) }
    return .follow(
      Job(
        address: link.address, kind: Job.Kind(link.kind), depth: depth(of: link, foundBy: job),
        parent: job.address, via: link.via,
        hops: hops(of: link, foundBy: job),
        referrerPolicy: link.referrerPolicy))
  }

  /// Returns the verdict on a redirect that answered a request of `job`.
  ///
  /// A page that it leads to is a job of its own, as far from the seeds; anything else continues the
  /// same job, which the verdict then names.
  public func verdict(onRedirectOf job: Job, to target: WebAddress) -> Verdict {
    let link = Link(kind: job.kind.linkKind, address: target, via: job.via ?? .seed)
    if let reason = objection(to: link) { return .skip(reason) }
    guard job.kind == .page else { return .follow(job) }
    return .follow(
      Job(
        address: target, kind: .page, depth: job.depth, parent: job.address, via: job.via,
        hops: job.hops + 1, referrerPolicy: job.referrerPolicy))
  }

  /// Returns the number of links between a seed and the target of a link.
  ///
  /// The resources of a page and its frames of other hosts have the depth of the page, and the entries of a feed or sitemap the
  /// depth of the list; but the next part of a feed is one link further.
  private func depth(of link: Link, foundBy job: Job) -> Int {
    switch link.kind {
    case .image, .stylesheet, .manifest: job.depth
    case .feed: job.depth + 1
    case .page where isForeignFrame(link): job.depth
    case .page, .sitemap:
      switch job.kind {
      case .feed, .sitemap, .robots, .optOuts: job.depth
      case .page, .stylesheet, .image, .manifest: job.depth + 1
      }
    }
  }

  private func hops(of link: Link, foundBy job: Job) -> Int {
    if isForeignFrame(link) { return nesting(of: job) + 1 }
    return job.kind.isForPages && Job.Kind(link.kind).isForPages ? job.hops + 1 : 0
  }

  func objection(to link: Link, foundBy job: Job) -> SkipReason? {
    if let reason = objection(to: link) { return reason }
    if isForeignFrame(link), nesting(of: job) >= Self.nestedFrames { return .scope }
    switch link.kind {
    case .image, .stylesheet, .manifest: return nil
    case .page, .feed, .sitemap:
      return depth(of: link, foundBy: job) > maximumDepth ? .depth : nil
    }
  }

  /// Returns why an address is skipped, regardless of its depth.
  private func objection(to link: Link) -> SkipReason? {
    switch link.kind {
    case .image:
      guard imageHosts.includes(link.address) else { return .scope }
      if link.isLesserVariant, variants == .largest { return .variant }
      return imagePatterns.objection(to: link.address)
    case .stylesheet, .manifest: return imageHosts.includes(link.address) ? nil : .scope
    case .page where isForeignFrame(link):
      guard imageHosts.includes(link.address) else { return .scope }
      return pagePatterns.objection(to: link.address) == .excluded ? .excluded : nil
    case .page: return pageObjection(to: link.address)
    case .feed, .sitemap: return listObjection(to: link)
    }
  }

  private func pageObjection(to address: WebAddress) -> SkipReason? {
    guard pageHosts.includes(address), pageFolders?.includes(address) ?? true else {
      return .scope
    }
    return pagePatterns.objection(to: address)
  }

  /// A list of pages is useful even if it is not itself a wanted page, and robots.txt may name
  /// sitemaps at other hosts (sitemaps.org protocol).
  ///
  /// Sitemaps at other hosts are those that robots.txt lists; the parts of a feed or sitemap index are
  /// embedded, and not taken from other hosts.
  private func listObjection(to link: Link) -> SkipReason? {
    guard pageHosts.includes(link.address) || link.via.role == .list else { return .scope }
    return pagePatterns.objection(to: link.address) == .excluded ? .excluded : nil
  }
}
