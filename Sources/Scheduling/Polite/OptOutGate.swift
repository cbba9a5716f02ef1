public import Addressing
import CrawlModel
public import Robots
import Threads

/// What one of the files says in which an origin tells what its content may be used for.
public enum OptOutFile: Sendable {
  /// There is no such file, or it could not be had or read.
  case silent
  /// `/.well-known/tdmrep.json` of the TDM Reservation Protocol.
  case mining(TDMRules, WebAddress)
  /// `/ai.txt` of Spawning: rules like those of robots.txt, about machine learning instead of
  /// fetching.
  case training(RobotsRules, WebAddress)
}

/// The gate of an origin's images: none passes before the files are known in which the origin says
/// what they may be used for.
///
/// They are asked for when the first image waits, so that an origin of pages alone is not bothered.
struct OptOutGate: Sendable {
  /// Where the files lie.
  static let paths = ["/.well-known/tdmrep.json", "/ai.txt"]

  private var needed: [DelayedJob]
  private var out = 0
  private var files: [OptOutFile] = []

  /// A gate that is open.
  static let unguarded = OptOutGate(needed: [])

  private init(needed: [DelayedJob]) { self.needed = needed }

  /// The gate of an origin.
  init(_ origin: Origin) {
    needed = Self.paths.reversed().compactMap { path in
      guard let address = try? WebAddress("\(origin)\(path)") else { return nil }
      return DelayedJob(
        notBefore: .distantPast, job: Job(address: address, kind: .optOuts, depth: 1))
    }
  }

  /// Whether everything that is to be known is known.
  var isOpen: Bool { needed.isEmpty && out == 0 }

  /// When the next file may be asked for, not regarding any other limit; `nil` when none need be.
  var nextRequest: MonotonicTime? { needed.last?.notBefore }

  /// Takes out the job that asks for the next file.
  mutating func takeRequest() -> Job? {
    guard let next = needed.popLast() else { return nil }
    out += 1
    return next.job
  }

  /// Lets a file be asked for again, as `job`, not before a time.
  mutating func askAgain(_ job: Job, notBefore time: MonotonicTime) {
    out -= 1
    needed.insert(DelayedJob(notBefore: time, job: job), at: 0)
  }

  /// Takes in what came of asking for a file, or that it must not be asked for.
  mutating func admit(_ file: OptOutFile) {
    out -= 1
    if case .silent = file { return }
    files.append(file)
  }

  /// What the files say against taking an address.
  func optOuts(of target: WebAddress) -> [OptOut] {
    files.compactMap { (file) -> OptOut? in
      switch file {
      case .silent: return nil
      case .mining(let rules, let source):
        guard let rule = rules.rule(for: String(target.pathAndQuery)), rule.reservation.isReserved
        else {
          return nil
        }
        return OptOut(
          .miningReserved, in: .miningRules, of: source,
          value: "\(rule.location.text) \(rule.reservation.text)")
      case .training(let rules, let source):
        let verdict = rules.verdict(for: target.pathAndQuery)
        guard !verdict.isAllowed, let rule = verdict.rule else { return nil }
        return OptOut(.aiRules, in: .aiRules, of: source, value: rule.text)
      }
    }
  }
}

extension RobotsGate {
  /// What robots.txt says against using what lies at an address for training (`Content-Usage`).
  func optOut(of target: WebAddress) -> OptOut? {
    guard case .known(.rules(let rules), _) = self,
      let rule = rules.usage(for: target.pathAndQuery), rule.usage.forbidsTraining,
      let source = try? WebAddress("\(target.origin)/robots.txt")
    else { return nil }
    return OptOut(.contentUsage, in: .robots, of: source, value: rule.text)
  }
}
