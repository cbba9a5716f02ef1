import Addressing
import CrawlModel
import Threads

@testable import Scheduling

/// A polite order with a clock in milliseconds that only the test moves.
final class Desk {
  /// The result of the order, in a form that can be compared.
  enum Answer: Equatable {
    case job(String)
    case notBefore(Int)
    case nothing
  }

  private var order: PoliteOrder
  /// The last job handed out for each target.
  private(set) var out: [String: Assignment] = [:]

  private var starts: [String: Int] = [:]

  init(perOrigin: Int = 6, delay: Int = 0) {
    order = PoliteOrder(
      Politeness(transfersPerOrigin: perOrigin, delay: .milliseconds(delay)))
  }

  static func time(_ milliseconds: Int) -> MonotonicTime {
    MonotonicTime(nanoseconds: Int64(milliseconds) * 1_000_000)
  }

  func put(_ page: String, depth: Int = 0) throws { try put(.page, page, depth: depth) }

  func put(_ kind: Job.Kind, _ address: String, depth: Int = 0) throws {
    order.put(Job(address: try WebAddress(address), kind: kind, depth: depth))
  }

  func next(at now: Int, by worker: Int? = nil) -> Answer {
    switch order.start(for: worker.map { WorkerID($0) } ?? .anybody, at: Self.time(now)) {
    case .item(let job):
      out[job.target.text] = job
      starts[job.target.text] = now
      return .job(job.target.text)
    case .notBefore(let time):
      return .notBefore(Int(time.nanoseconds / 1_000_000))
    case .nothing:
      return .nothing
    }
  }

  /// Returns everything that may start at this time.
  func all(at now: Int) -> [String] {
    var targets: [String] = []
    while case .job(let target) = next(at: now) { targets.append(target) }
    return targets
  }

  var hasNext: Bool { order.hasNext }

  func finish(_ target: String, at now: Int) {
    guard let job = out.removeValue(forKey: target) else { return }
    let sign = ServerSign(sentAt: starts[target].map { Self.time($0) })
    order.taskDone(job, server: sign, at: Self.time(now))
  }

  func retry(_ target: String, notBefore time: Int) {
    guard let job = out.removeValue(forKey: target) else { return }
    order.giveBack(job, as: job.request.repeated, notBefore: Self.time(time))
  }

  func redirect(_ target: String, to address: String) throws {
    guard let job = out.removeValue(forKey: target) else { return }
    let hop = job.request.redirected(to: try WebAddress(address))
    order.giveBack(job, as: hop, notBefore: .distantPast)
  }

  func hold(_ address: String, until time: Int) throws {
    order.hold(try WebAddress(address).origin, until: Self.time(time))
  }

  var inFlight: Int { order.inFlight }

  var receipts: [HostStatistics] { order.receipts }
}
