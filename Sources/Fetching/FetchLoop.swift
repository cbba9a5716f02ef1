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
  private let othersWait: () -> Bool
  private var idle: [Transfer] = []
  private var active: [ObjectIdentifier: Transfer] = [:]
  private var refused: [Fetched] = []
  private let sendings = Sendings()
  private var kept = KeptConnections()
  /// Transfers whose name did not resolve, while the name service is asked why.
  private var unresolved: [Int: Fetched] = [:]
  private var questions = 0
  private let inquiry: NameInquiry
  /// When the progress of the transfers in flight is next checked.
  private var nextCheck = MonotonicTime(nanoseconds: .max)

  /// Wakes the thread that sleeps in `turn`.
  public let waker: Waker

  /// Makes a loop.
  ///
  /// - Parameters:
  ///   - policy: how to fetch.
  ///   - judge: decides which content is wanted.
  ///   - connections: what is shared with the loops of other threads.
  ///   - capacity: the maximum number of concurrent transfers; at least 1.
  ///   - othersWait: whether other addresses wait; asked only when an image takes very long, which
  ///     then ends.
  public convenience init(
    policy: FetchPolicy, judge: any TransferJudge, sharing connections: SharedConnections,
    capacity: Int, othersWait: @escaping () -> Bool = { false }
  ) {
    self.init(
      policy: policy, judge: judge, sharing: connections, capacity: capacity,
      othersWait: othersWait, askingNames: NameService.ask)
  }

  init(
    policy: FetchPolicy, judge: any TransferJudge, sharing connections: SharedConnections,
    capacity: Int, othersWait: @escaping () -> Bool = { false },
    askingNames: @escaping NameInquiry.NameServiceCall
  ) {
    self.othersWait = othersWait
    self.policy = policy
    self.judge = judge
    self.connections = connections
    headers = RequestHeaders(policy)
    self.capacity = max(1, capacity)
    multi = MultiHandle(connections: max(1, capacity))
    waker = Waker(multi: multi.waker)
    inquiry = NameInquiry(waking: waker, asking: askingNames)
  }

  /// How many more transfers may be started.
  public var room: Int { capacity - active.count - refused.count - unresolved.count }

  /// Whether nothing is in flight.
  public var isIdle: Bool { active.isEmpty && refused.isEmpty && unresolved.isEmpty }

  /// Starts the transfer of an assignment's target.
  public func start(_ assignment: Assignment) {
    let request = assignment.request
    let origin = request.target.origin
    guard policy.gate.allows(origin) else {
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
    let isTrusted = policy.seedOrigins.contains(origin)
    let condition = transfer.condition?.lines ?? []
    transfer.cookies = connections.cookies?.header(for: assignment.job, request)
    handle.setHeaders(
      headers.list(
        for: AcceptedContent(assignment.job.kind),
        referrer: Referrer.text(for: assignment.job, request), condition: condition,
        cookies: transfer.cookies, isTrusted: isTrusted))
    let credentials = policy.credentials[origin]
    transfer.usesDigest = credentials != nil && connections.usesDigest(at: origin)
    handle.setCredentials(credentials.map(\.decoded), usesDigest: transfer.usesDigest)
    handle.setKeepsConnection(kept.isWorthIt)
    let proxy = policy.proxy.proxy(for: request.target)
    if proxy != transfer.proxy {
      transfer.proxy = proxy
      handle.setProxy(proxy)
    }
    let use = connections.use(for: origin)
    handle.setShare(use.share)
    handle.setResolved(transfer.usesProxy ? nil : use.entry)
    active[ObjectIdentifier(handle)] = transfer
    nextCheck = min(nextCheck, transfer.progress.deadline)
    multi.add(handle)
  }

  /// Drives the transfers and returns those that have ended; if none has, sleeps first, until one
  /// progresses, the waker is called, or `deadline` is reached.
  public func turn(waitingUntil deadline: MonotonicTime?) -> [Fetched] {
    multi.perform()
    let ended = takeEnded()
    guard ended.isEmpty, sendings.isEmpty else { return ended }
    if pause() { return takeEnded() }
    let now = MonotonicTime.now
    let wake = active.isEmpty ? deadline : min(deadline ?? nextCheck, nextCheck)
    multi.wait(atMost: wake.map { max(.zero, $0 - now) } ?? .seconds(60)) { [rate = policy.rate] in
      rate.map { $0.pause(at: .now) == .zero } ?? true
    }
    return takeEnded()
  }

  /// Reads nothing as long as the shared rate is used up, for a while; returns whether the waker
  /// ended that.
  private func pause() -> Bool {
    guard let rate = policy.rate, !active.isEmpty else { return false }
    let start = MonotonicTime.now
    let time = min(rate.pause(at: start), RateLimit.longestPause)
    guard time > .zero else { return false }
    let wasWoken = multi.pause(atMost: time)
    let passed = MonotonicTime.now - start
    for transfer in active.values { transfer.pause(for: passed) }
    return wasWoken
  }

  /// Removes and returns the paced assignments whose requests were sent, with the times.
  ///
  /// `turn` returns soon after a request was sent; this must be called before its results are used.
  public func takeSent() -> [(assignment: Assignment, time: MonotonicTime)] { sendings.take() }

  /// Cancels every transfer in flight; returns their assignments, which are neither done nor
  /// failed.
  public func abandon() -> [Assignment] {
    let transfers = active.values
    for transfer in transfers { multi.remove(transfer.handle) }
    defer {
      active.removeAll()
      refused.removeAll()
      unresolved.removeAll()
    }
    return transfers.map(\.assignment) + refused.map(\.assignment)
      + unresolved.values.map(\.assignment)
  }

  private func takeEnded() -> [Fetched] {
    var ended = refused
    refused.removeAll()
    if !unresolved.isEmpty {
      for (number, answer) in inquiry.takeAnswers() {
        if let fetched = unresolved.removeValue(forKey: number) {
          ended.append(fetched.judged(by: answer))
        }
      }
    }
    while let (handle, error) = multi.nextEnded() {
      guard let transfer = active[ObjectIdentifier(handle)] else { continue }
      if let error, transfer.isWorthReading(after: error), restartLeniently(transfer, error) {
        continue
      }
      let fetched = end(transfer, error)
      if wantsDigest(fetched, transfer) {
        connections.useDigest(at: fetched.request.target.origin)
        start(fetched.assignment)
      } else if error?.code == .nameNotResolved {
        questions += 1
        unresolved[questions] = fetched
        inquiry.begin(questions, fetched.request.target.host)
      } else {
        ended.append(fetched)
      }
    }
    if !active.isEmpty { ended += endOverdue(at: .now) }
    return ended
  }

  /// Whether a server that got a name and password by Basic authentication wants them by Digest.
  private func wantsDigest(_ fetched: Fetched, _ transfer: Transfer) -> Bool {
    guard fetched.head.status == 401, !transfer.usesDigest,
      policy.credentials[fetched.request.target.origin] != nil
    else { return false }
    return fetched.head.headers.all("www-authenticate").contains { challenge in
      challenge.split(separator: ",").contains { part in
        part.split(separator: " ").first?.lowercased() == "digest"
      }
    }
  }

  /// Ends the transfers that make no progress.
  private func endOverdue(at now: MonotonicTime) -> [Fetched] {
    guard now >= nextCheck else { return [] }
    let overdue = active.values.filter { $0.isOverdue(at: now, othersWait: othersWait) }
    let ended = overdue.map { end($0, $0.progress.isTooSlow ? .tooSlow : .timedOut) }
    nextCheck = MonotonicTime(nanoseconds: .max)
    for transfer in active.values { nextCheck = min(nextCheck, transfer.progress.deadline) }
    return ended
  }

  private func end(_ transfer: Transfer, _ error: CurlError?) -> Fetched {
    multi.remove(transfer.handle)
    active[ObjectIdentifier(transfer.handle)] = nil
    kept.note(connected: transfer.isConnecting)
    let fetched = transfer.end(error, at: .now)
    connections.cookies?.receive(fetched, afterSending: transfer.cookies)
    if let address = fetched.server?.address {
      connections.learn(address.description, of: fetched.request.target.origin)
    } else if error?.code == .notConnected {
      connections.forget(fetched.request.target.origin)
    }
    // libcurl keeps the challenge of a server with the handle, and would answer it elsewhere.
    if !transfer.usesDigest, fetched.head.status != 401 { idle.append(transfer) }
    return fetched
  }

  /// Repeats a request whose response libcurl refused, and reads the response without libcurl;
  /// returns `false` if that is impossible.
  ///
  /// It is one more request to the server, without a pause: most such servers answer all of them
  /// like that, and there are few.
  private func restartLeniently(_ transfer: Transfer, _ error: CurlError) -> Bool {
    let assignment = transfer.assignment
    let target = assignment.request.target
    let isTrusted = policy.seedOrigins.contains(target.origin)
    // Neither a proxy's protocol nor credentials are written here.
    guard !transfer.usesProxy, policy.credentials[target.origin] == nil else { return false }
    let port = target.explicitPort.map { ":\($0)" } ?? ""
    multi.remove(transfer.handle)
    transfer.begin(assignment, isLenient: true)
    transfer.objection = error.description
    let lines = headers.lines(
      for: AcceptedContent(assignment.job.kind),
      referrer: Referrer.text(for: assignment.job, assignment.request),
      condition: transfer.condition?.lines ?? [], cookies: transfer.cookies,
      isTrusted: isTrusted)
    let start = ["GET \(target.pathAndQuery) HTTP/1.1", "Host: \(target.host)\(port)"]
    let all = start.map { Array($0.utf8) } + lines + [Array("Connection: close".utf8), [], []]
    let request = Array(all.joined(separator: [0x0D, 0x0A]))
    transfer.handle.setRawRequest(
      request, host: target.host, port: target.port,
      usesTLS: target.scheme == .https)
    transfer.wire?.note(request: request.span)
    nextCheck = min(nextCheck, transfer.progress.deadline)
    active[ObjectIdentifier(transfer.handle)] = transfer
    multi.add(transfer.handle)
    return true
  }

  private func makeTransfer(for assignment: Assignment) -> Transfer {
    let transfer = Transfer(assignment, policy: policy, judge: judge, sendings: sendings)
    let handle = transfer.handle
    handle.setCrawlRules()
    if !policy.proxy.isNone { handle.setUserAgent(policy.userAgent) }
    handle.setProxy(transfer.proxy)
    handle.setTrust(verify: policy.verifiesCertificates, additional: policy.certificates)
    handle.setConnectTimeout(policy.timeout)
    if policy.onlyConnects { handle.setOnlyConnects() }
    if let rate = policy.rate { handle.setBuffer(rate.bytesAtOnce) }
    return transfer
  }
}
