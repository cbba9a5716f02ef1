import Addressing
import Bytes
import CrawlModel
import Fetching
import Files
import Scoping
import Sniffing
import Storing

/// Applies rules and limits to a complete image, fetched or from a `data:` address, and stores it.
struct ImageKeeper: Sendable {
  let rule: ImageRule
  /// The decision of the program that runs the crawl, if it makes one.
  var accepts: (@Sendable (ImageFacts, Link) -> Bool)?
  let budget: Budget
  let store: any Store
  /// Whether a file gets the time that the server states.
  var setsFileTimes = true
  /// Whether an image is skipped if its file opts out of machine learning.
  var obeysOptOuts = false
  /// The images that other folders have.
  var known: KnownImages?
  /// Receives each image in a dry run, in which none is stored.
  var preview: (@Sendable (ImageKey, Job, ImageFacts, Int?) -> Void)?

  /// What happened to an image.
  enum Result {
    /// It is in the store; `isDuplicate` means that an earlier image has the same bytes.
    case kept(StoredContent, isDuplicate: Bool)
    /// A rule excludes it.
    case skipped(SkipReason)
    /// The file opts out of machine learning, and opt-outs are obeyed.
    case optedOut(ImageRights)
    /// There was no descriptor left to write it with.
    case postponed
    /// It could not be written; the error concerns only this image.
    case failed(FailureReason)
    /// It would exceed a limit of the whole crawl.
    case noRoom(CrawlLimit)
  }

  /// Stores an image unless a rule or a limit excludes it.
  ///
  /// - Parameters:
  ///   - content: the bytes.
  ///   - facts: the facts determined from the first bytes.
  ///   - job: the job of the image, or one made for an embedded image.
  ///   - link: the link that it was found by.
  ///   - key: the key of the image; for the preview of a dry run.
  ///   - name: the address that the file is named after.
  ///   - earlier: what an earlier run of the crawl knows of it.
  ///   - response: the response that it came with, if any.
  /// - Returns: what happened to it.
  /// - Throws: `StoreError` if the crawl cannot continue because of the disk.
  func keep(
    _ content: ImageContent, _ facts: ImageFacts, of job: Job, by link: @autoclosure () -> Link,
    key: ImageKey,
    named name: WebAddress, after earlier: EarlierVisit? = nil, from response: ResponseFacts? = nil
  ) throws(StoreError) -> Result {
    if let reason = rule.objection(to: facts) ?? rule.objection(toBytes: content.count) {
      return .skipped(reason)
    }
    if known?.contains(content.digest, of: job, earlier) == true { return .skipped(.known) }
    // A file that cannot be read is not lost for that reason.
    let facts = (try? content.place.withSpan { ImageSniffer.complete(facts, of: $0) }) ?? facts
    if obeysOptOuts, let rights = facts.rights, rights.forbidsMining { return .optedOut(rights) }
    if let accepts, !accepts(facts, link()) { return .skipped(.notAccepted) }
    if let preview {
      preview(key, job, facts, content.count)
      return .skipped(.dryRun)
    }
    return try budget.storing { () throws(StoreError) in
      if let limit = budget.claimImage(of: content.count) { return .noRoom(limit) }
      return try put(
        FoundImage(
          address: name, facts: facts, content: content, modified: modified(response),
          page: job.parent, fetchedAt: response?.fetchedAt ?? .now))
    }
  }

  /// Gives up an image that was stored, because its document will be read again.
  func giveUp(_ image: InlineImage) {
    store.giveUp(image.digest)
    budget.returnImage(of: image.content.count)
  }

  /// The time for the file: that of `Last-Modified`, unless it is zero or in the future, which only
  /// a wrong clock or configuration produces.
  private func modified(_ response: ResponseFacts?) -> Timestamp? {
    guard setsFileTimes, let response,
      let modified = response.lastModified.flatMap(Timestamp.init(httpDate:)),
      modified.seconds > 0, modified <= response.fetchedAt
    else { return nil }
    return modified
  }

  private func put(_ image: FoundImage) throws(StoreError) -> Result {
    let stored: StoredImage
    do throws(StoreError) {
      stored = try store.put(image)
    } catch {
      budget.returnImage(of: image.content.count)
      if error.cause?.code == .tooManyOpenFiles { return .postponed }
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
