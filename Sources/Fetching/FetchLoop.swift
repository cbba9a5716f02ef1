import Addressing
public import CrawlModel
import Curl
public import Threads

/// Drives many transfers on one thread.
///
/// The worker starts jobs while there is room and calls `turn` in between; `turn` sleeps until a
/// transfer can progress or `waker` is called. Belongs to one thread; only the waker may be called
/// from other threads.
public final class FetchLoop {
  private let policy: FetchPolicy
  private let judge: any TransferJudge
  private let connections: SharedConnections
  private let headers: RequestHeaders
  private let multi: MultiHandle
  private let capacity: Int
  private var idle: [Transfer] = []
  private var active: [ObjectIdentifier: Transfer] = [:]
  private var refused: [Fetched] = []
  private var kept = KeptConnections()

  /// Wakes the thread that sleeps in `turn`.
  public let waker: Waker

  /// Makes a loop.
  ///
  /// - Parameters:
  ///   - policy: how to fetch.
  ///   - judge: decides which content is wanted.
  ///   - connections: what is shared with the loops of other threads.
  ///   - capacity: the maximum number of concurrent transfers; at least 1.
  public init(
    policy: FetchPolicy, judge: any TransferJudge, sharing connections: SharedConnections,
    capacity: Int
  ) {
    self.policy = policy
    self.judge = judge
    self.connections = connections
    headers = RequestHeaders(policy)
    self.capacity = max(1, capacity)
    multi = MultiHandle(connections: max(1, capacity))
    waker = Waker(multi: multi.waker)
  }

  /// How many more transfers may be started.
  public var room: Int { capacity - active.count - refused.count }

  /// Whether nothing is in flight.
  public var isIdle: Bool { active.isEmpty && refused.isEmpty }

  /// Starts the transfer of an assignment's target.
  public func start(_ assignment: Assignment) {
    let request = assignment.request
    guard policy.gate.allows(request.target) else {
      refused.append(Fetched(assignment, result: .skipped(.privateAddress)))
      return
    }
    let transfer = idle.popLast() ?? makeTransfer(for: assignment)
    transfer.begin(assignment)
    let handle = transfer.handle
    handle.setAddress(request.target.text)
    handle.setOffersHTTP2(request.target.scheme == .https)
    // Header lines and credentials that identify the user are sent only to the origins of the
    // seeds.
    let origin = request.target.origin
    let isTrusted = policy.seedOrigins.contains(origin)
    let condition = ConditionalRequest(request)?.lines ?? []
    handle.setHeaders(
      headers.list(
        referrer: Referrer.text(for: assignment.job, request), condition: condition,
        isTrusted: isTrusted))
    handle.setCredentials(policy.credentials[origin].map(\.decoded))
    handle.setKeepsConnection(kept.isWorthIt)
    let use = connections.use(for: origin)
    handle.setShare(use.share)
    handle.setResolved(policy.gate.usesProxy ? nil : use.entry)
    active[ObjectIdentifier(handle)] = transfer
    multi.add(handle)
  }

  /// Drives the transfers and returns those that have ended; if none has, sleeps first, until one
  /// progresses, the waker is called, or `deadline` is reached.
  public func turn(waitingUntil deadline: MonotonicTime?) -> [Fetched] {
    multi.perform()
    let ended = takeEnded()
    guard ended.isEmpty else { return ended }
    multi.wait(atMost: deadline.map { max(.zero, $0 - .now) } ?? .seconds(60))
    return takeEnded()
  }

  /// Cancels every transfer in flight; returns their assignments, which are neither done nor
  /// failed.
  public func abandon() -> [Assignment] {
    let transfers = active.values
    for transfer in transfers { multi.remove(transfer.handle) }
    defer {
      active.removeAll()
      refused.removeAll()
    }
    return transfers.map(\.assignment) + refused.map(\.assignment)
  }

  private func takeEnded() -> [Fetched] {
    var ended = refused
    refused.removeAll()
    while let (handle, error) = multi.nextEnded() {
      multi.remove(handle)
      guard let transfer = active.removeValue(forKey: ObjectIdentifier(handle)) else { continue }
      if let error, transfer.isWorthReading(after: error), restartLeniently(transfer) { continue }
      kept.note(connected: transfer.isConnecting)
      let fetched = transfer.end(error, at: .now)
      if let address = fetched.server?.address {
        connections.learn(address.description, of: fetched.request.target.origin)
      } else if error?.code == .notConnected {
        connections.forget(fetched.request.target.origin)
      }
      ended.append(fetched)
      idle.append(transfer)
    }
    return ended
  }

  /// Repeats a request whose response libcurl refused, and reads the response without libcurl;
  /// returns `false` if that is impossible.
  ///
  /// It is one more request to the server, without a pause: most such servers answer all of them
  /// like that, and there are few.
  private func restartLeniently(_ transfer: Transfer) -> Bool {
    let assignment = transfer.assignment
    let target = assignment.request.target
    let isTrusted = policy.seedOrigins.contains(target.origin)
    // Neither a proxy's protocol nor credentials are written here.
    guard policy.proxy.isEmpty, policy.credentials[target.origin] == nil else { return false }
    let port = target.explicitPort.map { ":\($0)" } ?? ""
    let lines = headers.lines(
      referrer: Referrer.text(for: assignment.job, assignment.request),
      condition: ConditionalRequest(assignment.request)?.lines ?? [], isTrusted: isTrusted)
    let all = ["GET \(target.pathAndQuery) HTTP/1.1", "Host: \(target.host)\(port)"] + lines
    transfer.begin(assignment, isLenient: true)
    transfer.handle.setRawRequest(
      (all + ["Connection: close", "", ""]).joined(separator: "\r\n"), host: target.host,
      port: target.port, usesTLS: target.scheme == .https)
    active[ObjectIdentifier(transfer.handle)] = transfer
    multi.add(transfer.handle)
    return true
  }

  private func makeTransfer(for assignment: Assignment) -> Transfer {
    let transfer = Transfer(assignment, policy: policy, judge: judge)
    let handle = transfer.handle
    handle.setCrawlRules()
    if policy.gate.usesProxy { handle.setUserAgent(policy.userAgent) }
    handle.setProxy(policy.proxy)
    handle.setTrust(verify: policy.verifiesCertificates, additional: policy.certificates)
    handle.setTimeouts(
      connect: min(policy.connectTimeout, policy.timeout), total: policy.timeout,
      lowSpeed: 1, lowSpeedFor: policy.timeout / 2)
    return transfer
  }
}
