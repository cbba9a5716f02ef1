import Addressing
import Bytes
import CrawlModel
import Scoping
import Sniffing
import Storing

/// Stores the images that stand in a document itself, as `data:` addresses, where that is wanted.
struct InlineKeeper: Sendable {
  /// Whether they are wanted.
  let isWanted: Bool
  let images: ImageRule
  let budget: Budget
  let store: any Store
  /// Hears of each image in a dry run, in which none is kept.
  var preview: (@Sendable (ImageKey, Job, ImageFacts, Int?) -> Void)?

  /// Keeps the image of a link that has its content.
  ///
  /// - Returns: what the frontier is told; `nil` for what is no image, and where a limit of the whole
  ///   crawl leaves no room.
  /// - Throws: `StoreError` when the disk does not let the crawl go on.
  func keep(_ link: Link, in job: Job) throws(StoreError) -> Discovery? {
    guard let bytes = link.inline?.content,
      case .image(let facts) = ImageSniffer.examine(bytes.span, isComplete: true)
    else { return nil }
    if let reason = images.objection(to: facts) ?? images.objection(toBytes: bytes.count) {
      return Discovery(link: link, verdict: .skip(reason))
    }
    if let preview {
      let place = Job(address: link.address, kind: .image, depth: job.depth)
      preview(link.key, place, facts, bytes.count)
      return Discovery(link: link, verdict: .skip(.dryRun))
    }
    guard budget.claimImage(of: bytes.count) == nil else { return nil }
    let digest = SHA256Digest(of: bytes.span)
    let stored: StoredImage
    do throws(StoreError) {
      stored = try store.put(
        FoundImage(
          address: fileAddress(digest, job), facts: facts, content: .bytes(bytes), digest: digest))
    } catch {
      budget.returnImage(of: bytes.count)
      guard error.endsCrawl else {
        return nil
      }
      throw error
    }
    if stored.isDuplicate { budget.returnImage(of: bytes.count) }
    let content = StoredContent(
      file: stored.file, sha256: digest.hex, bytes: bytes.count, facts: facts)
    return Discovery(link: link, verdict: .keep(content, isDuplicate: stored.isDuplicate))
  }

  /// What the file is named after: the page, and the digest in place of a name.
  private func fileAddress(_ digest: SHA256Digest, _ job: Job) -> WebAddress {
    let name = "data-\(digest.hex.prefix(16))"
    return (try? WebAddress(name, relativeTo: job.target)) ?? job.target
  }
}
