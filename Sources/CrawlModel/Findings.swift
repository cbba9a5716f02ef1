/// What one job produced; the frontier applies it in one step.
public struct Findings: Sendable {
  /// What became of the job.
  public var outcome: Outcome
  /// What is kept of the answer; `nil` when none came.
  public var response: ResponseFacts?
  /// What a document turned out to be; `nil` where it was not read.
  public var kind: Link.Kind?
  /// The title of a page.
  public var title: String?
  /// What exactly decided, to explain the outcome.
  public var note: String?
  /// The crawler trap that the address belongs to, where that is why it was skipped.
  public var trap: Trap?
  /// What was said against taking it: of an image, all that is known before and from its answer; of
  /// a document, what it says of its images and links.
  public var optOuts: [OptOut] = []
  /// How many links to other documents it has beside those in `discoveries`, each of which the
  /// frontier knows.
  public var knownLinks = 0
  /// The links of a document, each with its verdict, in the order of the document.
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

/// A link and what is to be done about it.
public struct Discovery: Sendable {
  /// The link as it stands in the document.
  public var link: Link
  /// What the rules say to it.
  public var verdict: Verdict
  /// What exactly decided where a rule left it out.
  public var note: String?
  /// The crawler trap that it leads into, where that is why it was left out.
  public var trap: Trap?

  /// Makes a discovery from its parts.
  public init(link: Link, verdict: Verdict) {
    self.link = link
    self.verdict = verdict
  }
}
