import Addressing
import CrawlModel
import Extracting
import Files
import Scoping
import Storing

/// Reads a complete document, and turns its links into the findings of its job.
struct DocumentVisit: Sendable {
  let scope: Scope
  let budget: Budget
  let traps: TrapGuard
  let guesses: GuessGuard
  /// Stores the images embedded in a document.
  let keeper: ImageKeeper
  /// Whether embedded images are wanted.
  let takesDataImages: Bool
  /// Whether opt-outs are obeyed.
  let obeysOptOuts: Bool
  /// Whether libxml2 parses all of a page, without the scan before it.
  let readsPagesInFull: Bool

  /// The results collected while a document is read.
  struct Reading {
    var findings: Findings
    /// Links held back until the end, because an opt-out may come after them.
    var kept: [Link] = []
    /// A limit that an embedded image would have exceeded.
    var limit: CrawlLimit?
    var trouble: StoreError?
    /// The embedded images that were stored, and are no duplicates.
    var stored: [InlineImage] = []
    /// Whether there was no descriptor left to store one with.
    var isPostponed = false

    /// Whether an image was found so far.
    var hasImages: Bool {
      kept.contains { $0.kind == .image }
        || findings.discoveries.contains { $0.link.kind == .image }
    }
  }

  /// Reads the document.
  ///
  /// - Throws: `StoreError` if the crawl cannot continue because of the disk.
  func step(
    after fetched: Fetched, _ content: DocumentContent, _ recent: RecentLinks
  ) throws(StoreError) -> Visit.Step {
    do {
      return try content.withSpan { try step(after: fetched, $0, recent) }
    } catch let error as StoreError {
      throw error
    } catch let error as FileError where error.code == .tooManyOpenFiles {
      return .postponed
    } catch {
      // The file it was kept in cannot be read.
      return .done(Findings(outcome: .failed(.disk), response: fetched.response))
    }
  }

  private func step(
    after fetched: Fetched, _ bytes: Span<UInt8>, _ recent: RecentLinks
  ) throws(StoreError) -> Visit.Step {
    let job = fetched.job
    let document = DocumentReading(bytes, of: fetched)
    if job.kind == .page || document.isPage, let limit = budget.claimPage() {
      return .stop(limit)
    }
    guard let extractor = document.kind.map(LinkExtractors.extractor) else {
      return .done(Findings(outcome: .skipped(.notHTML), response: fetched.response))
    }
    var reading = Reading(findings: Findings(outcome: .fetched, response: fetched.response))
    // A page found in place of a feed is treated as a page.
    let source =
      document.isPage && job.kind != .page
      ? Job(address: job.address, kind: .page, depth: job.depth) : job
    let target = fetched.request.target
    let policy = ReferrerPolicy(fields: fetched.head.headers.all("referrer-policy"))
    func found(_ link: Link) {
      var link = link
      link.referrerPolicy = link.referrerPolicy ?? policy
      if obeysOptOuts {
        reading.kept.append(link)
      } else {
        take(link, of: fetched, from: source, recent, &reading)
      }
    }
    var directives: [PageDirective] = []
    recent.begin(at: target)
    HeaderLinks.extract(from: fetched.head.headers, at: target, found)
    let context = DocumentContext(
      address: target, declaredCharset: fetched.head.declaredCharset,
      takesInlineImages: takesDataImages, isReadInFull: readsPagesInFull)
    do throws(ExtractionError) {
      // If opt-outs are obeyed, every link must be read.
      let facts: DocumentFacts
      if obeysOptOuts {
        facts = try extractor.extract(from: bytes, in: context, found)
      } else {
        facts = try extractor.extract(
          from: bytes, in: context, leavingOut: recent, found)
      }
      reading.findings.knownLinks += facts.knownLinks
      reading.findings.title = facts.title
      reading.findings.language = Self.language(facts, fetched.head.headers)
      directives = facts.directives
      reading.findings.kind = facts.kind
      if facts.kind == nil { reading.findings.outcome = .skipped(.notHTML) }
      reading.findings.isFilledByScripts =
        document.isPage && facts.knownLinks == 0 && !reading.hasImages && EmptyShell.isOne(bytes)
    } catch {
      // The links found before the error are kept.
      reading.findings.outcome = .failed(error.code == .tooLarge ? .pageTooLarge : .decoding)
    }
    let optOuts = DocumentOptOuts(fetched.head.headers, directives, at: target)
    reading.findings.optOuts = optOuts.all
    for link in reading.kept {
      if optOuts.objects(to: link) {
        reading.findings.discoveries.append(leftOut(link))
      } else {
        take(link, of: fetched, from: source, recent, &reading)
      }
    }
    if let trouble = reading.trouble { throw trouble }
    if reading.isPostponed {
      for image in reading.stored { keeper.giveUp(image) }
      if job.kind == .page || document.isPage { budget.returnPage() }
      return .postponed
    }
    traps.screen(&reading.findings.discoveries, of: job, bytes)
    recent.end(
      without: reading.findings.discoveries.lazy.filter { $0.verdict == .skip(.trap) }.map(\.link))
    return .done(reading.findings, reaching: reading.limit)
  }

  /// Returns the language that a document declares, or else its response; `nil` if neither does.
  private static func language(_ facts: DocumentFacts, _ headers: Headers) -> String? {
    let language = facts.language ?? headers["content-language"].flatMap(DeclaredLanguage.header)
    return language?.isEmpty == true ? nil : language
  }

  /// Returns a discovery for a link skipped because of an opt-out of the page.
  private func leftOut(_ link: Link) -> Discovery {
    let link = link.inline == nil ? scope.canonical(link) : link
    return Discovery(link: link, verdict: .skip(.optOut))
  }

  private func take(
    _ link: Link, of fetched: Fetched, from source: Job, _ recent: RecentLinks,
    _ reading: inout Reading
  ) {
    if let image = link.inline {
      do throws(StoreError) {
        try keep(link, image, of: fetched, &reading)
      } catch {
        reading.trouble = reading.trouble ?? error
      }
      return
    }
    let link = scope.canonical(link)
    guard link.kind != .image else {
      reading.findings.discoveries.append(
        Discovery(link: link, verdict: scope.verdict(on: link, foundBy: source)))
      return
    }
    if let image = scope.fullSizeImage(of: link, foundBy: source), guesses.allows(image) {
      var link = link
      link.kind = .image
      reading.findings.discoveries.append(Discovery(link: link, verdict: .follow(image)))
      return
    }
    guard link.kind == .stylesheet || link.via.role == .frame || !scope.isForeignFrame(source)
    else { return }
    let number = recent.number(of: link)
    if recent.contains(number) {
      reading.findings.knownLinks += 1
      return
    }
    let verdict = scope.verdict(on: link, foundBy: source)
    if verdict.isFinal(for: link) { recent.note(number) }
    reading.findings.discoveries.append(Discovery(link: link, verdict: verdict))
  }
}
