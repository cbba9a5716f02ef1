import Addressing
import CrawlModel
import Fetching
import Robots
import Scheduling

/// Turns the answer to a request for a file about opt-outs into what the frontier is told.
enum OptOutVisit {
  /// Decides what is done after a request; what cannot be had says nothing.
  static func step(after fetched: Fetched, _ retries: RetryRule) -> Visit.Step {
    if let again = RobotsVisit.nextRequest(after: fetched, retries) { return again }
    guard case .document(let bytes) = fetched.result else { return .admitFile(.silent) }
    return .admitFile(read(bytes, fetched.job.address))
  }

  private static func read(_ bytes: [UInt8], _ address: WebAddress) -> OptOutFile {
    if address.pathAndQuery.hasSuffix(".json") {
      let rules = TDMRules(reading: bytes.span)
      return rules.rules.isEmpty ? .silent : .mining(rules, address)
    }
    let rules = RobotsReader.read(bytes.span, for: RobotsVisit.agent)
    return rules.rules.isEmpty ? .silent : .training(rules, address)
  }
}
