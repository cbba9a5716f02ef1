import Addressing
public import CrawlModel

/// The preparation of documents, which needs nothing that other documents have shown.
extension TrapWatch {
  /// The maximum nesting depth of sitemaps; the protocol allows one list of lists (sitemaps.org).
  static let nestedSitemaps = 5
  /// The maximum nesting depth of style sheets and descriptions; few sites have more than 3.
  static let nestedDocuments = 10

  /// The images and links of a document, prepared without the watch.
  public struct Document: Sendable {
    let fingerprint: UInt64
    let kind: Job.Kind
    /// The document that linked to it.
    let parent: UInt64?
    /// The number of documents that are no pages between a page and it.
    let nesting: Int
    let place: PagePlace
    let images: [UInt64]
    /// The links of users to what has the name of an image, but may be a page.
    let linkedImages: [WebAddress]
    let links: [DocumentLink]
    var words: PageWords?

    /// Whether it is a sitemap in another one that lists only sitemaps, which the protocol has not.
    var isListOfLists: Bool {
      kind == .sitemap && nesting > 0 && links.allSatisfy { $0.kind == .sitemap }
    }
  }

  /// A link to a document that is in the scope of the crawl.
  struct DocumentLink: Sendable {
    let address: WebAddress
    let kind: Job.Kind
    let trap: Trap?
    let twins: AddressTwins?
    /// Whether it may be a page with something new.
    let isPromising: Bool

    var fingerprint: UInt64 { address.fingerprint.value }
  }

  /// Prepares a document.
  ///
  /// - Parameters:
  ///   - job: the document's job.
  ///   - discoveries: its links with the verdicts of the scope.
  /// - Returns: the document; ``see(_:)`` says whether it must be examined.
  public func document(_ job: Job, _ discoveries: [Discovery]) -> Document {
    var images: [UInt64] = []
    var linkedImages: [WebAddress] = []
    var links: [DocumentLink] = []
    for discovery in discoveries {
      let link = discovery.link
      switch discovery.verdict {
      case .follow(let successor) where successor.kind.isDocument:
        links.append(self.link(successor, from: job))
      // A link to another site may have a new address on every page, and mostly leads to no image.
      case .follow where link.via.role == .fullSize: break
      case .follow where link.kind == .image, .keep:
        images.append(link.key.fingerprint.value)
        if link.via.role == .hyperlink, link.inline == nil { linkedImages.append(link.address) }
      case .follow, .skip, .fail: break
      }
    }
    return Document(
      fingerprint: job.address.fingerprint.value, kind: job.kind,
      parent: job.parent?.fingerprint.value, nesting: job.kind.isForPages ? job.hops : 0,
      place: PagePlace(job.address, job.kind, within: reach), images: images,
      linkedImages: linkedImages, links: links)
  }

  private func link(_ successor: Job, from job: Job) -> DocumentLink {
    let address = successor.address
    let kind = successor.kind
    let endless =
      Self.hasJudgedAddress(kind)
      ? EndlessAddress.trap(
        at: address, from: reach == .domain || reach == .any ? job.address : nil,
        allowedDepth: allowedDepth) : nil
    return DocumentLink(
      address: address, kind: kind, trap: endless ?? Self.nesting(of: successor),
      twins: Self.twins(of: address, kind), isPromising: !DownloadName.fits(address))
  }

  /// Returns the trap of a document that is nested in too many others.
  private static func nesting(of job: Job) -> Trap? {
    guard job.kind.isForPages else { return nil }
    let isSitemap = job.kind == .sitemap
    guard job.hops > (isSitemap ? nestedSitemaps : nestedDocuments) else { return nil }
    return Trap(
      isSitemap ? .nestedSitemaps : .nestedDocuments,
      "it is nested in \(job.hops) \(isSitemap ? "sitemaps" : "documents")")
  }

  static func twins(of address: WebAddress, _ kind: Job.Kind) -> AddressTwins? {
    hasJudgedAddress(kind) ? AddressTwins(of: address) : nil
  }

  /// Whether the address of a document says something about it; style sheets that are put together
  /// have long addresses.
  private static func hasJudgedAddress(_ kind: Job.Kind) -> Bool {
    kind == .page || kind == .feed || kind == .sitemap
  }

  /// Adds the words of a document that must be examined.
  public func examine(_ document: inout Document, _ bytes: Span<UInt8>) {
    document.words = PageWords(bytes)
  }
}
