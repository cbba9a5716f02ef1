import Addressing
import CrawlModel
import Fetching
import Robots
import Scheduling

/// Turns the answer to a request for a file about opt-outs into what the frontier is told.
enum OptOutVisit {
  /// Decides what is done after a request; what cannot be had says nothing.
  static func step(after fetched: Fetched, _ retries: RetryRule) -> Visit.Step {
    let job = fetched.job
    switch fetched.result {
    case .document(let bytes): return .admitFile(read(bytes, job.address))
    case .redirect(let location):
      guard job.hops < RobotsVisit.redirects,
        case .follow(let target) = RedirectRule.step(from: job, to: location)
      else { return .admitFile(.silent) }
      var successor = job
      successor.target = target
      successor.hops += 1
      successor.attempts = 0
      return .again(successor, after: .zero, fault: nil)
    case .fault(let fault):
      guard let pause = retries.pause(after: fault, attempts: job.attempts) else {
        return .admitFile(.silent)
      }
      var successor = job
      successor.attempts += 1
      return .again(successor, after: pause, fault: fault)
    case .image, .unchanged, .skipped, .otherKind, .unwritten: return .admitFile(.silent)
    }
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
