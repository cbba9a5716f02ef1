import Addressing
import Bytes
import CrawlModel
import Scoping
import Storing

/// Keeps an image that has come whole, whether it was fetched or stands in a document as a `data:`
/// address: rules, limits, store.
struct ImageKeeper: Sendable {
  let rule: ImageRule
  let budget: Budget
  let store: any Store
  /// Receives each image in a dry run, in which none is kept.
  var preview: (@Sendable (ImageKey, Job, ImageFacts, Int?) -> Void)?

  /// What became of an image.
  enum Result {
    /// It is in the store; `isDuplicate` says that another had the same bytes before.
    case kept(StoredContent, isDuplicate: Bool)
    /// A rule leaves it out.
    case skipped(SkipReason)
    /// The disk did not take it, which concerns this image alone.
    case failed(FailureReason)
    /// A limit of the whole crawl leaves no room for it.
    case noRoom(CrawlLimit)
  }

  /// Keeps an image.
  ///
  /// - Parameters:
  ///   - content: the bytes.
  ///   - facts: what they say about the image.
  ///   - job: what the image was found as; for the preview of a dry run.
  ///   - key: what identifies the image; for the preview of a dry run.
  ///   - name: the address that the file is named after.
  /// - Returns: what became of it.
  /// - Throws: `StoreError` when the disk does not let the crawl continue.
  func keep(
    _ content: ImageContent, _ facts: ImageFacts, of job: Job, key: ImageKey,
    named name: WebAddress
  ) throws(StoreError) -> Result {
    if let reason = rule.objection(to: facts) ?? rule.objection(toBytes: content.count) {
      return .skipped(reason)
    }
    if let preview {
      preview(key, job, facts, content.count)
      return .skipped(.dryRun)
    }
    return try budget.storing { () throws(StoreError) in
      if let limit = budget.claimImage(of: content.count) { return .noRoom(limit) }
      return try put(FoundImage(address: name, facts: facts, content: content))
    }
  }

  private func put(_ image: FoundImage) throws(StoreError) -> Result {
    let stored: StoredImage
    do throws(StoreError) {
      stored = try store.put(image)
    } catch {
      budget.returnImage(of: image.content.count)
      guard error.endsCrawl else { return .failed(.disk) }
      throw error
    }
    if stored.isDuplicate { budget.returnImage(of: image.content.count) }
    let content = StoredContent(
      file: stored.file, sha256: image.content.digest.hex, bytes: image.content.count,
      facts: image.facts)
    return .kept(content, isDuplicate: stored.isDuplicate)
  }
}
