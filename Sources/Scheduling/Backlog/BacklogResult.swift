import Addressing
import CrawlModel

/// The outcome of a job.
struct BacklogResult: Sendable {
  var number: RecordNumber
  var isImage: Bool
  var lane: Lane.Key
  var turn: Int
  var column: Tally.Column
  var outcome: Outcome
  var response: ResponseFacts?
  /// The final address, if redirects led elsewhere.
  var finalAddress: WebAddress?
  /// The state known from an earlier run.
  var earlier: EarlierVisit?
  /// The actual kind of a document.
  var kind: Link.Kind?
  /// The detail that decided the outcome.
  var note: String?
  /// The crawler trap that it belongs to, if that is why it was skipped.
  var trap: Trap?
  /// The opt-outs that apply to the address, or that a document states.
  var optOuts: [OptOut] = []
  var title: String?
  /// The language that a document declares.
  var language: String?
  /// Whether scripts seem to fill in the page.
  var isFilledByScripts = false
  var links: Int?
  var images: Int?
  /// The number of the address that a document redirects to.
  var redirect: RecordNumber?

  /// The token of the lease under which a node of a shared crawl did the job.
  var token: Int?

  /// Whether its content, which an earlier run had and a later one did not get, came again: what is
  /// recorded of that later response is not of it.
  var isThereAgain: Bool {
    guard response?.status != 304 else { return false }
    return switch earlier?.column {
    case .skipped, .failed: true
    default: false
    }
  }
}
