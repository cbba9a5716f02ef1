/// What one job produced; the frontier applies it in one step.
public struct Findings: Sendable {
  /// What became of the job.
  public var outcome: Outcome
  /// What is kept of the response; `nil` if none was received.
  public var response: ResponseFacts?
  /// The actual kind of a document; `nil` if it was not read.
  public var kind: Link.Kind?
  /// The title of a page.
  public var title: String?
  /// The language that a page declares, as written.
  public var language: String?
  /// Whether scripts seem to fill in the page, which has almost no content of its own.
  public var isFilledByScripts = false
  /// The exact reason for the outcome.
  public var note: String?
  /// The crawler trap that the address belongs to, if it was skipped for that reason.
  public var trap: Trap?
  /// Opt-outs that apply: for an image, those known before and those in its response; for a
  /// document, those for its images and links.
  public var optOuts: [OptOut] = []
  /// How the request for a policy file ended that no origin waited for.
  public var policy: PolicyAnswer?
  /// The number of links to other documents that are not in `discoveries` because the frontier
  /// already knows them.
  public var knownLinks = 0
  /// The links of a document, each with its verdict, in document order.
  public var discoveries: [Discovery]

  /// Makes findings from their parts.
  public init(
    outcome: Outcome, response: ResponseFacts? = nil, kind: Link.Kind? = nil,
    title: String? = nil, note: String? = nil, trap: Trap? = nil,
    discoveries: [Discovery] = []
  ) {
    self.outcome = outcome
    self.response = response
    self.kind = kind
    self.title = title
    self.note = note
    self.trap = trap
    self.discoveries = discoveries
  }
}

/// A link and what to do about it.
public struct Discovery: Sendable {
  /// The link as the document has it.
  public var link: Link
  /// The verdict of the rules.
  public var verdict: Verdict
  /// The crawler trap that it leads into, if it was excluded for that reason.
  public var trap: Trap?

  /// Makes a discovery from its parts.
  public init(link: Link, verdict: Verdict) {
    self.link = link
    self.verdict = verdict
  }
}
