public import Addressing
import CrawlModel
import Files
public import Robots
import Threads

/// The content of a file in which an origin states how its content may be used.
public enum OptOutFile: Sendable {
  /// The file does not exist, or could not be fetched or read.
  case silent
  /// `/.well-known/tdmrep.json` of the TDM Reservation Protocol.
  case mining(KeptRules<TDMRules>, WebAddress)
  /// `/ai.txt` of Spawning: rules like those of robots.txt, about machine learning instead of
  /// fetching.
  case training(KeptRules<RobotsRules>, WebAddress)
}

/// The gate of an origin's images: none passes before the origin's opt-out files are known.
///
/// They are requested when the first image waits, so nothing is requested from an origin that has
/// only pages.
struct OptOutGate: Sendable {
  /// The paths of the files.
  static let paths = ["/.well-known/tdmrep.json", "/ai.txt"]

  // The number of files that were never asked for, the first ones first.
  private var unasked: Int
  private var again: [DelayedAssignment] = []
  private var out = 0
  private var files: [OptOutFile] = []

  /// An open gate.
  static let unguarded = OptOutGate(unasked: 0)
  /// A gate whose files must be requested.
  static let unasked = OptOutGate(unasked: paths.count)

  private init(unasked: Int) { self.unasked = unasked }

  /// Whether all files are known.
  var isOpen: Bool { unasked == 0 && again.isEmpty && out == 0 }

  /// Whether no file was ever requested, though there are files to request.
  var isUnasked: Bool { unasked == Self.paths.count && isAtRest && files.isEmpty }

  /// Whether all files are known and none says anything.
  var hasNoFile: Bool { isOpen && files.isEmpty }

  /// Whether no request for a file is repeated or made.
  var isAtRest: Bool { again.isEmpty && out == 0 }

  /// When the next file may be requested, ignoring other limits; `nil` if none is needed.
  var nextRequest: MonotonicTime? { unasked > 0 ? .distantPast : again.last?.notBefore }

  /// Removes and returns the request for the next file of an origin.
  mutating func takeRequest(for origin: Origin) -> Assignment? {
    while unasked > 0 {
      let path = Self.paths[Self.paths.count - unasked]
      unasked -= 1
      guard let address = try? WebAddress("\(origin)\(path)") else { continue }
      out += 1
      return Assignment(Job(address: address, kind: .optOuts, depth: 1))
    }
    guard let next = again.popLast() else { return nil }
    out += 1
    return next.assignment
  }

  /// Schedules another request for a file, not before a time.
  mutating func requestAgain(_ assignment: Assignment, notBefore time: MonotonicTime) {
    out -= 1
    again.insert(DelayedAssignment(notBefore: time, assignment: assignment), at: 0)
  }

  /// Applies the result of requesting a file, or that it must not be requested.
  mutating func apply(_ file: OptOutFile) {
    out -= 1
    if case .silent = file { return }
    files.append(file)
  }

  /// Returns the opt-outs that the files state for an address.
  ///
  /// - Throws: the error that prevents reading what was kept of a file.
  func optOuts(of target: WebAddress) throws(FileError) -> [OptOut] {
    var optOuts: [OptOut] = []
    for file in files {
      if let optOut = try Self.optOut(in: file, of: target) { optOuts.append(optOut) }
    }
    return optOuts
  }

  private static func optOut(
    in file: OptOutFile, of target: WebAddress
  ) throws(FileError) -> OptOut? {
    switch file {
    case .silent: return nil
    case .mining(let kept, let source):
      guard let rule = try kept.rules().rule(for: String(target.pathAndQuery)),
        rule.reservation.isReserved
      else { return nil }
      return OptOut(
        .miningReserved, in: .miningRules, of: source,
        value: "\(rule.location.text) \(rule.reservation.text)")
    case .training(let kept, let source):
      let verdict = try kept.rules().verdict(for: target.pathAndQuery)
      guard !verdict.isAllowed else { return nil }
      return OptOut(.aiRules, in: .aiRules, of: source, value: verdict.rule?.text ?? "")
    }
  }
}

extension RobotsGate {
  /// Returns the opt-out that robots.txt states for training on an address (`Content-Usage`).
  ///
  /// - Throws: the error that prevents reading what was kept of the file.
  func optOut(of target: WebAddress) throws(FileError) -> OptOut? {
    guard case .known(.rules(let kept), _) = self,
      let rule = try kept.rules().usage(for: target.pathAndQuery), rule.usage.forbidsTraining,
      let source = try? WebAddress("\(target.origin)/robots.txt")
    else { return nil }
    return OptOut(.contentUsage, in: .robots, of: source, value: rule.text)
  }
}
