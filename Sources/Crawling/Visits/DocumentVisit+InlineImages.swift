import Addressing
import Bytes
import CrawlModel
import Sniffing
import Storing

/// Images that a document contains as `data:` addresses.
extension DocumentVisit {
  /// Stores an embedded image; ignores data that is not an image.
  func keep(
    _ link: Link, _ image: InlineImage, of fetched: Fetched, _ reading: inout Reading
  ) throws(StoreError) {
    guard !reading.isPostponed else { return }
    let bytes = image.content
    guard case .image(let facts) = ImageSniffer.examine(bytes.span, isComplete: true) else {
      return
    }
    let target = fetched.request.target
    // The file is placed next to the page, with the digest as its name.
    let name =
      (try? WebAddress("data-\(image.digest.hex.prefix(16))", relativeTo: target)) ?? target
    let result = try keeper.keep(
      ImageContent(.memory(bytes), digest: image.digest), facts,
      of: Job(
        address: link.address, kind: .image, depth: fetched.job.depth, parent: fetched.job.address),
      by: link,
      key: link.key, named: name)
    let verdict: Verdict
    switch result {
    case .kept(let stored, let isDuplicate):
      verdict = .keep(stored, isDuplicate: isDuplicate)
      if !isDuplicate { reading.stored.append(image) }
    case .optedOut: verdict = .skip(.optOut)
    case .skipped(let reason): verdict = .skip(reason)
    case .failed(let reason): verdict = .fail(reason)
    // The document is fetched and read again when other transfers have freed their descriptors.
    case .postponed:
      reading.isPostponed = true
      return
    case .noRoom(let limit):
      verdict = .skip(.limit)
      reading.limit = limit
    }
    reading.findings.discoveries.append(Discovery(link: link, verdict: verdict))
  }
}
