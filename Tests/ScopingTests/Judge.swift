import Addressing
import CrawlModel
import Scoping

/// Checks addresses against a scope, as links on a page of a seed.
struct Judge {
  let scope: Scope
  private let page: Job

  init(
    seeds: [String] = ["http://example.com/"], pages: PageReach = .host, images: ImageReach = .any,
    pagePatterns: PatternRule = PatternRule(), imagePatterns: PatternRule = PatternRule(),
    maximumDepth: Int? = nil, depth: Int = 0, variants: VariantChoice = .all,
    dropsTracking: Bool = false
  ) throws {
    let seeds = try seeds.map { try WebAddress($0) }
    scope = Scope(
      seeds: seeds, pages: pages, images: images, pagePatterns: pagePatterns,
      imagePatterns: imagePatterns, maximumDepth: maximumDepth, variants: variants,
      dropsTracking: dropsTracking)
    page = Job(address: seeds[0], kind: .page, depth: depth)
  }

  /// Returns why the address is skipped; `nil` if it is followed.
  func objection(to address: String, as kind: Link.Kind = .page) throws -> SkipReason? {
    let link = Link(kind: kind, address: try WebAddress(address), via: Via("a[href]", .hyperlink))
    if case .skip(let reason) = scope.verdict(on: link, foundBy: page) { return reason }
    return nil
  }

  /// Returns the job for a link; `nil` if it is skipped.
  func job(for address: String, as kind: Link.Kind = .page, via: Via = Via("a[href]", .hyperlink))
    throws -> Job?
  {
    let link = Link(kind: kind, address: try WebAddress(address), via: via)
    if case .follow(let job) = scope.verdict(on: link, foundBy: page) { return job }
    return nil
  }
}
