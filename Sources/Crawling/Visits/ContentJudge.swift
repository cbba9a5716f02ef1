import CrawlModel
import Extracting
import Fetching
import Scoping
import Sniffing

/// Decides from its content, during a transfer, what it is and whether it is wanted.
struct ContentJudge: TransferJudge {
  /// The number of bytes needed to detect a document's type (WHATWG MIME Sniffing §5.2).
  static let sniffedBytes = 1445

  let images: ImageRule
  /// The decision of the program that runs the crawl, if it makes one.
  var accepts: (@Sendable (ImageFacts, Link) -> Bool)?
  /// Whether an image is skipped if its response opts out of machine learning.
  var obeysOptOuts = false
  /// Receives each wanted image in a dry run with its size, if known; the transfer is then
  /// cancelled.
  var preview: (@Sendable (ImageKey, Job, ImageFacts, Int?) -> Void)?

  func judge(head: ResponseHead, for assignment: Assignment) -> Judgement {
    let job = assignment.job
    if obeysOptOuts, job.kind == .image,
      !AnswerOptOuts.ofImage(head.headers, at: assignment.request.target).isEmpty
    {
      return .skip(.optOut)
    }
    guard job.kind == .image, let announced = head.announcedBytes,
      let reason = images.objection(toBytes: announced)
    else { return .undecided }
    return .skip(reason)
  }

  func judge(
    prefix: Span<UInt8>, isComplete: Bool, head: ResponseHead, for assignment: Assignment
  ) -> Judgement {
    let job = assignment.job
    if prefix.count == 0 {
      guard isComplete else { return .undecided }
      // An empty style sheet is not an error.
      if job.kind == .stylesheet || job.kind.isForCrawlers { return .document }
      return .fail(.empty)
    }
    return job.kind == .image
      ? judgeImage(prefix, isComplete: isComplete, head: head, for: job)
      : judgeDocument(prefix, isComplete: isComplete, head: head, for: job)
  }

  func isWhole(_ image: Span<UInt8>, _ facts: ImageFacts) -> Bool {
    ImageSniffer.isWhole(image, facts.format)
  }

  func isWhole(document: Span<UInt8>) -> Bool { DocumentEnd.isMarked(in: document) }

  private func judgeImage(
    _ prefix: Span<UInt8>, isComplete: Bool, head: ResponseHead, for job: Job
  ) -> Judgement {
    switch ImageSniffer.examine(prefix, isComplete: isComplete) {
    case .image(let facts):
      // Some servers answer every address with a picture.
      if job.isProbe, facts.format != .ico, !head.isDeclaredIcon { return .fail(.notAnImage) }
      if let reason = images.objection(to: facts) { return .skip(reason) }
      if let accepts, !accepts(facts, Link(of: job)) { return .skip(.notAccepted) }
      if let preview {
        let bytes = isComplete ? prefix.count : head.announcedBytes
        if let bytes, let reason = images.objection(toBytes: bytes) { return .skip(reason) }
        preview(.address(job.address), job, facts, bytes)
        return .skip(.dryRun)
      }
      return .image(facts)
    case .needsMore: return .undecided
    case .damaged: return .fail(.damagedImage)
    case .notAnImage:
      // Photo pages often have the name of their photo. The target of a hyperlink is then a page to
      // be read; in place of an embedded image, it is an error page.
      let type = MediaTypeSniffer.sniff(prefix, declared: head.contentType)
      let isLinked = job.via?.isHyperlink ?? false
      return type.isPage && isLinked ? .otherKind(.page) : .fail(.notAnImage)
    }
  }

  private func judgeDocument(
    _ prefix: Span<UInt8>, isComplete: Bool, head: ResponseHead, for job: Job
  ) -> Judgement {
    guard isComplete || prefix.count >= Self.sniffedBytes else { return .undecided }
    let type = MediaTypeSniffer.sniff(prefix, declared: head.contentType)
    switch job.kind {
    case .stylesheet: return type.isBinary ? .skip(.notHTML) : .document
    case .robots, .optOuts: return .document
    case .feed, .sitemap:
      // An error page sent with a success status.
      if job.isProbe, type.isPage || type.isImage { return .skip(.notHTML) }
      if type.isImage { return .otherKind(.image) }
      return type == .gzip || !type.isBinary ? .document : .skip(.notHTML)
    case .manifest:
      if type == .xml, LinkExtractors.mayHaveLinks(xml: prefix) { return .document }
      return type == .json || type == .text ? .document : .skip(.notHTML)
    case .page, .image:
      if type.isPage { return .document }
      if type == .xml, LinkExtractors.mayHaveLinks(xml: prefix) { return .document }
      if type == .json, LinkExtractors.isFeed(prefix, declared: head.contentType) {
        return .document
      }
      return type.isImage ? .otherKind(.image) : .skip(.notHTML)
    }
  }
}

extension DocumentType {
  var isPage: Bool { self == .html || self == .xhtml }

  var isImage: Bool {
    if case .image = self { true } else { false }
  }

  var isBinary: Bool { isImage || self == .pdf || self == .gzip || self == .binary }
}

extension Link {
  /// The link that an image was first found by.
  init(of job: Job) { self.init(kind: .image, address: job.address, via: job.via ?? .seed) }
}

extension ResponseHead {
  /// Whether the content is declared to be an icon; its format is often another, such as PNG.
  fileprivate var isDeclaredIcon: Bool {
    contentType?.lowercased().contains("ico") ?? false
  }
}
