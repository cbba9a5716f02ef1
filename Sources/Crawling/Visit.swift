import Addressing
import Bytes
import CrawlModel
import Extracting
import Fetching
import Scheduling
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
    /// It asked for a robots.txt, and this is what came of it.
    case admit(RobotsStanding, Findings)
    /// It asked for a file about opt-outs, and this is what it says.
    case admitFile(OptOutFile)
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
  let robots: RobotsVisit
  let inline: InlineKeeper
  /// Whether opt-outs are obeyed.
  let obeysOptOuts: Bool
  let traps: TrapGuard
  /// Whether pages are read without the scan before.
  let readsPagesInFull: Bool

  /// Decides; throws when the disk does not let the crawl go on.
  func step(after fetched: Fetched, _ recent: RecentLinks) throws(StoreError) -> Step {
    if fetched.job.kind == .robots { return robots.step(after: fetched, retries) }
    if fetched.job.kind == .optOuts { return OptOutVisit.step(after: fetched, retries) }
    var step = try outcome(of: fetched, recent)
    if fetched.job.kind == .image, case .done(var findings) = step {
      findings.optOuts =
        fetched.job.optOuts
        + AnswerOptOuts.ofImage(fetched.head.headers, at: fetched.job.target)
      step = .done(findings)
    }
    if case .done(var findings) = step, fetched.job.isGuess, findings.outcome.isNoImage {
      findings.outcome = .skipped(.noImage)
      return .done(findings)
    }
    guard fetched.job.isAside, case .done(var findings) = step else { return step }
    switch findings.outcome {
    // It is there, if perhaps not whole.
    case .fetched, .redirected, .unchanged, .failed(.decoding), .failed(.pageTooLarge): return step
    default:
      // What nobody asked for but the crawl itself did not fail.
      findings.outcome = .aside
      return .done(findings)
    }
  }

  private func outcome(
    of fetched: Fetched, _ recent: RecentLinks
  ) throws(StoreError) -> Step {
    let job = fetched.job
    switch fetched.result {
    case .document(let bytes):
      return try read(bytes, of: fetched, recent)
    case .image(let content, let facts):
      return try budget.storing { () throws(StoreError) in
        try keep(content, facts, of: fetched)
      }
    case .redirect(let location):
      return follow(location, of: fetched)
    case .unchanged:
      return confirm(fetched)
    case .skipped(let reason):
      return .done(Findings(outcome: .skipped(reason), response: fetched.response))
    case .otherKind(let kind):
      return handOver(to: kind, fetched)
    case .fault(let fault):
      if Self.isGone(fetched) {
        return .done(Findings(outcome: .gone, response: fetched.response))
      }
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

  /// Whether what an earlier run took is no longer there (404 and 410, RFC 9110 §15.5).
  private static func isGone(_ fetched: Fetched) -> Bool {
    guard let earlier = fetched.job.earlier, earlier.wasTaken || earlier.column == .gone else {
      return false
    }
    return fetched.head.status == 404 || fetched.head.status == 410
  }

  /// Ends a job that is as an earlier run found it, if what that run stored is still there.
  private func confirm(_ fetched: Fetched) -> Step {
    let job = fetched.job
    if let content = job.earlier?.content, !store.has(content) {
      var successor = job
      successor.earlier = job.earlier?.withoutValidators
      return .again(successor, after: .zero, fault: nil)
    }
    return .done(Findings(outcome: .unchanged, response: fetched.response))
  }

  private func read(
    _ bytes: [UInt8], of fetched: Fetched, _ recent: RecentLinks
  ) throws(StoreError) -> Step {
    let job = fetched.job
    let reading = DocumentReading(bytes, of: fetched)
    if job.kind == .page || reading.isPage, let limit = budget.claimPage() { return .stop(limit) }
    guard let extractor = reading.word.flatMap(LinkExtractors.extractor) else {
      return .done(Findings(outcome: .skipped(.notHTML), response: fetched.response))
    }
    var findings = Findings(outcome: .fetched, response: fetched.response)
    // The links of a page are those of a page, also in the place of a feed.
    let source = reading.isPage ? Job(address: job.address, kind: .page, depth: job.depth) : job
    var trouble: StoreError?
    // What a page says of its links may stand behind them.
    var kept: [Link] = []
    func found(_ link: Link) {
      if obeysOptOuts { kept.append(link) } else { take(link) }
    }
    func take(_ link: Link) {
      guard link.inline == nil else {
        do throws(StoreError) {
          if let discovery = try inline.keep(link, in: job) {
            findings.discoveries.append(discovery)
          }
        } catch {
          trouble = trouble ?? error
        }
        return
      }
      let link = scope.canonical(link)
      guard link.kind != .image else {
        findings.discoveries.append(
          Discovery(link: link, verdict: scope.verdict(on: link, foundBy: source)))
        return
      }
      let number = recent.number(of: link)
      if recent.contains(number) {
        findings.knownLinks += 1
        return
      }
      let verdict = scope.verdict(on: link, foundBy: source)
      if verdict.isFinal { recent.note(number) }
      findings.discoveries.append(Discovery(link: link, verdict: verdict))
    }
    var directives: [PageDirective] = []
    recent.begin(at: job.target)
    HeaderLinks.extract(from: fetched.head.headers, at: job.target, found)
    let context = DocumentContext(
      address: job.target, declaredCharset: fetched.head.declaredCharset,
      takesInlineImages: inline.isWanted, isReadInFull: readsPagesInFull)
    do throws(ExtractionError) {
      // Where a page's word on its links counts, each of them must be seen.
      let facts: DocumentFacts
      if obeysOptOuts {
        facts = try extractor.extract(from: bytes.span, in: context, found)
      } else {
        facts = try extractor.extract(
          from: bytes.span, in: context, leavingOut: recent, found)
      }
      findings.knownLinks += facts.knownLinks
      findings.title = facts.title
      directives = facts.directives
      findings.kind = facts.kind
      if facts.kind == nil { findings.outcome = .skipped(.notHTML) }
    } catch {
      // What was found before it broke off is there all the same.
      findings.outcome = .failed(error.code == .tooLarge ? .pageTooLarge : .decoding)
    }
    let optOuts = DocumentOptOuts(fetched.head.headers, directives, at: job.target)
    findings.optOuts = optOuts.all
    for link in kept {
      if optOuts.objects(to: link) {
        let link = link.inline == nil ? scope.canonical(link) : link
        findings.discoveries.append(Discovery(link: link, verdict: .skip(.optOut)))
      } else {
        take(link)
      }
    }
    if let trouble { throw trouble }
    traps.screen(&findings.discoveries, of: job, bytes.span)
    recent.end(
      without: findings.discoveries.lazy.filter { $0.verdict == .skip(.trap) }.map(\.link))
    return .done(findings)
  }

  private func keep(
    _ content: ImageContent, _ facts: ImageFacts, of fetched: Fetched
  ) throws(StoreError) -> Step {
    if let reason = images.objection(toBytes: content.count) {
      return .done(Findings(outcome: .skipped(reason), response: fetched.response))
    }
    if let before = fetched.job.earlier?.content, before.sha256 == content.digest.hex,
      store.has(before)
    {
      return .done(Findings(outcome: .unchanged, response: fetched.response))
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
        response: fetched.response,
        discoveries: facts.format == .svg ? shown(in: content, of: fetched) : []))
  }

  /// The images that a drawing refers to; one that is so large that it lies in a file has none.
  private func shown(in drawing: ImageContent, of fetched: Fetched) -> [Discovery] {
    guard case .memory(let bytes) = drawing.place,
      let extractor = LinkExtractors.extractor(for: "xml")
    else { return [] }
    var discoveries: [Discovery] = []
    // What cannot be read of a drawing takes nothing from it.
    _ = try? extractor.extract(
      from: bytes.span, in: DocumentContext(address: fetched.job.target)
    ) { link in
      guard link.kind == .image else { return }
      discoveries.append(
        Discovery(link: link, verdict: scope.verdict(on: link, foundBy: fetched.job)))
    }
    return discoveries
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
      var discoveries = [Discovery(link: link, verdict: verdict)]
      traps.screen(&discoveries, of: job, [UInt8]().span)
      return .done(
        Findings(
          outcome: .redirected(to: target), response: fetched.response, discoveries: discoveries))
    }
    switch verdict {
    case .skip(let reason):
      return .done(Findings(outcome: .skipped(reason), response: fetched.response))
    case .follow(let successor): return .again(successor, after: .zero, fault: nil)
    case .keep: preconditionFailure("no rule keeps what it has not seen")
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

extension Job {
  /// Whether it is an image whose address stands in the text of a script, where it need not be meant
  /// as one.
  fileprivate var isGuess: Bool { kind == .image && via?.isInScript == true }
}

extension Outcome {
  /// Whether there is nothing at the address, or something that is no image.
  fileprivate var isNoImage: Bool {
    switch self {
    case .failed(.httpError), .failed(.notAnImage), .failed(.empty), .failed(.badRedirect): true
    default: false
    }
  }
}
