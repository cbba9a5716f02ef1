import Addressing
import CrawlModel
import Fetching
import Robots
import Scheduling

/// Turns the response to a request for an opt-out file into a signal for the frontier.
enum OptOutVisit {
  /// Decides what follows a request; a file that cannot be fetched contains no opt-out.
  static func step(
    after fetched: Fetched, _ retries: RetryRule, _ cookies: CookieStore?, keptIn shelf: RuleShelf
  ) -> Visit.Step {
    var retries = retries
    // The images of the origin wait for the file.
    retries.retries = min(1, retries.retries)
    if let again = RobotsVisit.nextRequest(after: fetched, retries, cookies) { return again }
    var file = OptOutFile.silent
    if case .document(let content) = fetched.result,
      let stated = try? content.withSpan({ read($0, fetched.job.address, shelf) })
    {
      file = stated
    }
    return .report(.optOuts(file), PolicyAnswer(fetched))
  }

  private static func read(
    _ bytes: Span<UInt8>, _ address: WebAddress, _ shelf: RuleShelf
  ) -> OptOutFile {
    if address.pathAndQuery.hasSuffix(".json") {
      let rules = TDMRules(reading: bytes)
      return rules.isEmpty ? .silent : .mining(shelf.keep(rules), address)
    }
    let rules = RobotsReader.read(bytes, for: RobotsVisit.agent)
    return rules.hasNoRules ? .silent : .training(shelf.keep(rules.withoutSitemaps), address)
  }
}
