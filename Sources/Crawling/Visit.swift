import Addressing
import Bytes
import CrawlModel
import Extracting
import Fetching
import Scoping
import Storing

/// Turns what a transfer ended with into what the frontier is told.
///
/// It holds no state of its own: the store keeps the files, the budget the limits.
struct Visit: Sendable {
  /// What is to be done with a job after a transfer.
  enum Step {
    /// It is done, and this is what it brought to light.
    case done(Findings)
    /// It goes on with another request after a pause.
    case again(Job, after: Duration, fault: Fetched.Fault?)
    /// A limit of the whole crawl forbids to take it.
    case stop(CrawlLimit)
  }

  let scope: Scope
  let images: ImageRule
  let retries: RetryRule
  let budget: Budget
  let store: any Store

  /// Decides; throws when the disk does not let the crawl go on.
  func step(after fetched: Fetched) throws(StoreError) -> Step {
    let job = fetched.job
    switch fetched.result {
    case .document(let bytes):
      return read(bytes, of: fetched)
    case .image(let content, let facts):
      return try budget.storing { () throws(StoreError) in
        try keep(content, facts, of: fetched)
      }
    case .redirect(let location):
      return follow(location, of: fetched)
    case .skipped(let reason):
      return .done(Findings(outcome: .skipped(reason), response: fetched.response))
    case .otherKind(let kind):
      return handOver(to: kind, fetched)
    case .fault(let fault):
      guard let pause = retries.pause(after: fault, attempts: job.attempts) else {
        return .done(Findings(outcome: .failed(fault.reason), response: fetched.response))
      }
      var successor = job
      successor.attempts += 1
      return .again(successor, after: pause, fault: fault)
    case .unwritten(let cause):
      let error = StoreError(cause, storing: job.address.text)
      guard !error.endsCrawl else { throw error }
      return .done(Findings(outcome: .failed(.disk), response: fetched.response))
    }
  }

  private func read(_ bytes: [UInt8], of fetched: Fetched) -> Step {
    let job = fetched.job
    if job.kind == .page, let limit = budget.claimPage() { return .stop(limit) }
    var findings = Findings(outcome: .fetched, response: fetched.response)
    let type = job.kind == .stylesheet ? "css" : "html"
    guard let extractor = LinkExtractors.extractor(for: type) else { return .done(findings) }
    let context = DocumentContext(
      address: job.target, declaredCharset: fetched.head.declaredCharset)
    do throws(ExtractionError) {
      let facts = try extractor.extract(from: bytes.span, in: context) { found in
        let link = scope.canonical(found)
        findings.discoveries.append(
          Discovery(link: link, verdict: scope.verdict(on: link, foundBy: job)))
      }
      findings.title = facts.title
    } catch {
      findings = Findings(outcome: .failed(.decoding), response: fetched.response)
    }
    return .done(findings)
  }

  private func keep(
    _ content: ImageContent, _ facts: ImageFacts, of fetched: Fetched
  ) throws(StoreError) -> Step {
    if let reason = images.objection(toBytes: content.count) {
      return .done(Findings(outcome: .skipped(reason), response: fetched.response))
    }
    if let limit = budget.claimImage(of: content.count) { return .stop(limit) }
    let stored: StoredImage
    do throws(StoreError) {
      stored = try store.put(
        FoundImage(
          address: fetched.job.address, facts: facts, content: content.forStore,
          digest: content.digest))
    } catch {
      budget.returnImage(of: content.count)
      guard error.endsCrawl else {
        return .done(Findings(outcome: .failed(.disk), response: fetched.response))
      }
      throw error
    }
    let description = StoredContent(
      file: stored.file, sha256: content.digest.hex, bytes: content.count, facts: facts)
    if stored.isDuplicate { budget.returnImage(of: content.count) }
    return .done(
      Findings(
        outcome: stored.isDuplicate ? .duplicate(description) : .stored(description),
        response: fetched.response))
  }

  private func follow(_ location: String?, of fetched: Fetched) -> Step {
    let job = fetched.job
    let target: WebAddress
    switch RedirectRule.step(from: job, to: location) {
    case .stop(let reason):
      return .done(Findings(outcome: .failed(reason), response: fetched.response))
    case .follow(let address): target = address
    }
    let verdict = scope.verdict(onRedirectOf: job, to: target)
    if job.kind == .page {
      let link = Link(kind: .page, address: target, via: job.via ?? "redirect")
      return .done(
        Findings(
          outcome: .redirected(to: target), response: fetched.response,
          discoveries: [Discovery(link: link, verdict: verdict)]))
    }
    switch verdict {
    case .skip(let reason):
      return .done(Findings(outcome: .skipped(reason), response: fetched.response))
    case .follow(let successor): return .again(successor, after: .zero, fault: nil)
    }
  }

  /// Ends a job whose content is of another kind, with a job of that kind as its discovery.
  private func handOver(to kind: Job.Kind, _ fetched: Fetched) -> Step {
    let job = fetched.job
    let link = Link(kind: kind.linkKind, address: job.address, via: job.via ?? "seed")
    var verdict = scope.verdict(on: link, foundBy: job)
    if case .follow(let successor) = verdict {
      // It was found where the link is, not on itself.
      verdict = .follow(
        Job(
          address: successor.address, kind: successor.kind, depth: successor.depth,
          parent: job.parent, via: job.via))
    }
    return .done(
      Findings(
        outcome: .skipped(kind == .image ? .isImage : .isPage), response: fetched.response,
        discoveries: [Discovery(link: link, verdict: verdict)]))
  }
}

extension ImageContent {
  /// The same bytes as the store takes them.
  fileprivate var forStore: FoundImage.Content {
    switch place {
    case .memory(let bytes): .bytes(bytes)
    case .file(let file): .file(file)
    }
  }
}
