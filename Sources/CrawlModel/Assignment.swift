/// A job that was handed out: what to fetch, how, and the ticket to return.
public struct Assignment: Sendable, Hashable {
  /// What to fetch.
  public let job: Job
  /// How to make this attempt.
  public let request: Request
  /// What the frontier needs to accept the result.
  public package(set) var ticket: Ticket
  /// Why it must not be fetched; a worker then reports it done without a transfer.
  public package(set) var refusal: Refusal?
  /// Whether the frontier has to know when the request is sent, before the transfer is over.
  public var isPaced: Bool { ticket.isPaced }
  /// What the files of its origin say against using it (`ai.txt`, `tdmrep.json`, robots.txt).
  public package(set) var optOuts: [OptOut] = []

  /// Makes an assignment; without a request it is the first attempt.
  public init(_ job: Job, _ request: Request? = nil) {
    self.init(job, request ?? Request(job), ticket: Ticket())
  }

  package init(_ job: Job, _ request: Request, ticket: Ticket) {
    self.job = job
    self.request = request
    self.ticket = ticket
  }

  /// Returns the same job with another request, to be handed out again.
  package func again(as request: Request) -> Assignment {
    var ticket = ticket
    ticket.place = nil
    ticket.isPaced = false
    return Assignment(job, request, ticket: ticket)
  }
}
