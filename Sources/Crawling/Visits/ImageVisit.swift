import Addressing
import Bytes
import CrawlModel
import Extracting
import Scoping
import Storing

/// Turns a complete image into the findings of its job.
struct ImageVisit: Sendable {
  let scope: Scope
  let keeper: ImageKeeper

  /// Stores the image, unless it is unchanged since an earlier run.
  func step(
    after fetched: Fetched, _ content: ImageContent, _ facts: ImageFacts
  ) throws(StoreError) -> Visit.Step {
    if let before = fetched.request.earlier?.content, before.sha256 == content.digest.hex,
      keeper.rule.objection(toBytes: content.count) == nil, try keeper.store.has(before)
    {
      return .done(Findings(outcome: .unchanged, response: fetched.response))
    }
    let job = fetched.job
    var findings = Findings(outcome: .unchanged, response: fetched.response)
    switch try keeper.keep(
      content, facts, of: job, by: Link(of: job), key: .address(job.address), named: job.address,
      after: fetched.request.earlier, from: fetched.response)
    {
    case .noRoom(let limit): return .stop(limit)
    case .postponed: return .postponed
    case .optedOut(let rights):
      findings.outcome = .skipped(.optOut)
      findings.optOuts = rights.optOuts(of: fetched.request.target)
    case .skipped(let reason): findings.outcome = .skipped(reason)
    case .failed(let reason): findings.outcome = .failed(reason)
    case .kept(let stored, let isDuplicate):
      findings.outcome = isDuplicate ? .duplicate(stored) : .stored(stored)
      if facts.format == .svg { findings.discoveries = shown(in: content, of: fetched) }
    }
    return .done(findings)
  }

  /// Returns the images that an SVG refers to; none if it is so large that it is in a file.
  private func shown(in drawing: ImageContent, of fetched: Fetched) -> [Discovery] {
    guard case .memory(let bytes) = drawing.place else { return [] }
    let extractor = LinkExtractors.extractor(for: .xml)
    var discoveries: [Discovery] = []
    // An error only means that some links of the SVG are not found.
    _ = try? extractor.extract(
      from: bytes.span, in: DocumentContext(address: fetched.request.target)
    ) { link in
      guard link.kind == .image else { return }
      discoveries.append(
        Discovery(link: link, verdict: scope.verdict(on: link, foundBy: fetched.job)))
    }
    return discoveries
  }
}
