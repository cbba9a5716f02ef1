import Addressing
import Bytes
import Codings
import CrawlModel
import Curl
import Files
import Threads

/// One active transfer: receives data from libcurl, calls the judge, keeps wanted content.
///
/// Belongs to the thread of its loop. It is reused for later jobs, with its libcurl handle.
final class Transfer: TransferDelegate {
  /// The maximum size of an image in memory until it is complete; a larger one goes to a file.
  ///
  /// While the transfer runs, the judge sees at most the first bytes up to this size. A document
  /// goes to a file if the memory of all transfers together is used up.
  static let memoryBytes = 256 * 1024
  /// How much of the body of an error or redirect is read to keep the connection usable.
  static let drainedBytes = 64 * 1024

  /// How much of a robots.txt is read; the last part received may exceed it slightly.
  static let robotsBytes = 512 * 1024

  /// The maximum length of a recorded header value in bytes.
  static let keptHeaderBytes = 1024

  let handle = EasyHandle()
  let policy: FetchPolicy
  let judge: any TransferJudge

  private(set) var assignment: Assignment
  /// The conditions that are sent; `nil` for none.
  private(set) var condition: ConditionalRequest?
  /// Whether it still makes progress.
  private(set) var progress: ProgressWatch
  /// What an earlier attempt has left, until a response continues or replaces it.
  var leftover: Leftover?
  /// The response that this one continues.
  var continued: ResponseFacts?
  private(set) var head = ResponseHead()
  private(set) var hasWholeHead = false
  private var trailerBytes = 0
  var decoder: ContentDecoder?
  /// Reads the response in place of libcurl; `nil` for all but those that libcurl refused.
  private(set) var lenient: LenientResponse?
  /// Why libcurl refused the response that is read in its place.
  var objection: String?
  /// The number of bytes of the body as it was sent.
  private(set) var sent = 0
  /// Whether the transfer was ended because nothing is missing.
  private(set) var isFinished = false
  var bytes: [UInt8] = []
  /// The memory for `bytes`.
  var claim: MemoryClaim
  /// The number of bytes of the content.
  var received = 0
  /// The size of the prefix at which it is examined again.
  private var nextExamination = 0
  var digest = Digest()
  var file: TemporaryFile?
  private(set) var judgement = Judgement.undecided
  private(set) var cut: Fetched.Result?
  private(set) var wasKeptOut = false
  private(set) var ranOutOfSockets = false
  private var start = MonotonicTime.now
  private var sign = ServerSign()
  /// Whether it answers a Digest challenge with the user's name and password.
  var usesDigest = false
  /// The proxy that it goes through; empty for none.
  var proxy = ""
  /// The cookies that are sent with the request.
  var cookies: [UInt8]?
  /// Whether it had to make a connection.
  private(set) var isConnecting = false

  /// What goes over the wire, if the crawl is archived.
  var wire: WireRecord?

  private let sendings: Sendings

  init(
    _ assignment: Assignment, policy: FetchPolicy, judge: any TransferJudge, sendings: Sendings
  ) {
    self.sendings = sendings
    self.assignment = assignment
    self.policy = policy
    self.judge = judge
    claim = MemoryClaim(of: policy.memory)
    if policy.recordsExchanges { wire = WireRecord() }
    progress = ProgressWatch(timeout: policy.timeout, isDocument: false, from: .now)
    handle.delegate = self
  }

  var job: Job { assignment.job }
  /// Whether it goes through a proxy.
  var usesProxy: Bool { !proxy.isEmpty }
  /// Whether the response is read without libcurl.
  var isLenient: Bool { lenient != nil }

  /// Prepares for the next assignment.
  ///
  /// - Parameters:
  ///   - assignment: what to fetch.
  ///   - isLenient: whether libcurl hands on the response as it is sent.
  func begin(_ assignment: Assignment, isLenient: Bool = false) {
    self.assignment = assignment
    condition = ConditionalRequest(assignment.request)
    leftover = assignment.request.leftover
    continued = nil
    head = ResponseHead()
    hasWholeHead = false
    trailerBytes = 0
    decoder = nil
    lenient = isLenient ? LenientResponse() : nil
    objection = nil
    sent = 0
    isFinished = false
    release()
    received = 0
    nextExamination = 0
    digest.reset()
    file = nil
    judgement = .undecided
    cut = nil
    wasKeptOut = false
    ranOutOfSockets = false
    start = .now
    progress = ProgressWatch(
      timeout: policy.timeout + (policy.rate?.longestTurn ?? .zero),
      isDocument: job.kind != .image, from: start)
    sign = ServerSign()
    isConnecting = false
    if wire != nil { wire = WireRecord() }
  }

  func mayConnect(to peer: PeerAddress) -> Bool {
    guard
      !policy.gate.allows(
        peer, for: assignment.request.target.origin, throughProxy: usesProxy)
    else {
      isConnecting = true
      return true
    }
    // A name may have other addresses, which libcurl tries next.
    wasKeptOut = true
    return false
  }

  func socketsRanOut() { ranOutOfSockets = true }

  /// Whether it is to be ended because it makes too little progress.
  func isOverdue(at now: MonotonicTime, othersWait: () -> Bool) -> Bool {
    progress.isOver(at: now, othersWait: othersWait)
  }

  /// Notes a pause in which the loop read nothing.
  func pause(for time: Duration) { progress.pause(for: time) }

  func requestWasSent(_ head: Span<UInt8>) {
    let now = MonotonicTime.now
    wire?.note(request: head)
    sign.sentAt = now
    progress.requestWasSent(at: now)
    if assignment.isPaced { sendings.append(assignment, at: now) }
  }

  func receive(header line: Span<UInt8>) -> Bool {
    let now = MonotonicTime.now
    progress.receive(line.count, at: now)
    policy.rate?.take(line.count, at: now)
    if sign.latency == nil { sign.latency = now - start }
    // libcurl sends a request again by itself, to answer a challenge for a password.
    if hasWholeHead, !head.isSuccess, ResponseHead.isStatusLine(line) {
      hasWholeHead = false
      sent = 0
    }
    // A field behind the body says nothing that is needed (RFC 9110 §6.5.1).
    guard !hasWholeHead else {
      trailerBytes += line.count
      return trailerBytes <= ResponseHead.maximumBytes || stop(headersTooLarge)
    }
    guard head.receive(line) else {
      return stop(head.hasTooManyInterimAnswers ? tooManyInterimAnswers : headersTooLarge)
    }
    wire?.note(header: line)
    let isEndOfHead = line[0] == UInt8(ascii: "\r") || line[0] == UInt8(ascii: "\n")
    hasWholeHead = isEndOfHead && !head.isInterim
    guard hasWholeHead, head.isSuccess else { return true }
    guard makeDecoder() else { return false }
    guard !job.kind.isForCrawlers else { return true }
    // A large file in the place of a page is no page that is too large; its first bytes decide.
    if isAnnouncedTooLarge, job.kind == .image || isDeclaredPage { return stop(tooLarge) }
    return settle(judge.judge(head: head, for: assignment)) && fitLeftover()
  }

  func receive(body part: Span<UInt8>) -> Bool {
    let now = MonotonicTime.now
    progress.receive(part.count, at: now)
    policy.rate?.take(part.count, at: now)
    guard let lenient else { return receive(content: part) }
    guard !lenient.read(part, for: self) else { return true }
    if lenient.state == .whole { isFinished = true }
    return false
  }

  /// Receives a part of the body as it was sent.
  func receive(content part: Span<UInt8>) -> Bool {
    sent += part.count
    guard head.isSuccess else {
      wire?.note(body: part)
      return sent <= Self.drainedBytes
    }
    guard let decoder else { return keep(part) }
    guard decode(part, with: decoder) else { return false }
    // A server that announces the length before compression sends less, and does not close.
    if decoder.isAtItsEnd, let length = head.contentLength, sent < length, received == length {
      isFinished = true
    }
    return !isFinished
  }

  /// Keeps a part of the decoded content.
  func keep(_ part: Span<UInt8>) -> Bool {
    received += part.count
    if job.kind.isForCrawlers, received > Self.robotsBytes {
      // Content after the limit is not read (RFC 9309 §2.5), so that an endless file costs no more
      // than that.
      append(part)
      return stop(document)
    }
    guard received <= maximumBytes else { return stop(tooLarge) }
    let isImage = job.kind == .image
    if isImage { digest.update(part) }
    if file == nil, !isImage || bytes.count + part.count <= Self.memoryBytes,
      claim.grow(by: part.count) || job.kind.isForCrawlers
    {
      append(part)
      return examine()
    }
    // The prefix does not grow any more.
    if file == nil, !examineNow() { return false }
    return spill(part)
  }

  /// Returns the result of the transfer, after libcurl has released it.
  func end(_ error: CurlError?, at now: Timestamp) -> Fetched {
    let response = head.status == 0 ? nil : facts(at: now)
    // An idle transfer keeps no memory: unused content is freed now, not with the next job.
    defer {
      release()
      file = nil
      leftover = nil
      decoder = nil
      lenient = nil
    }
    // libcurl may try several addresses at once; it knows which one was connected.
    if isConnecting, head.status != 0, !usesProxy {
      sign.address = handle.peer.flatMap { IPAddress($0) }
    }
    let result = result(error, at: now)
    return Fetched(
      assignment, response: response, head: head, server: sign, result: result,
      leftover: leftover(after: result, response), exchange: exchange(after: result, error, at: now)
    )
  }

  /// The document with its claim, which is returned when the document has been read.
  var document: Fetched.Result {
    .document(DocumentContent(place, keeping: file == nil ? claim : nil))
  }

  /// Frees the received bytes, or leaves them to the result that has them.
  private func release() {
    bytes = []
    if isKnownUniquelyReferenced(&claim) {
      claim.giveBack()
    } else {
      claim = MemoryClaim(of: policy.memory)
    }
  }

  var maximumBytes: Int {
    job.kind == .image ? policy.maximumImageBytes : policy.maximumDocumentBytes
  }

  private var isAnnouncedTooLarge: Bool { head.announcedBytes.map { $0 > maximumBytes } ?? false }

  var tooLarge: Fetched.Result {
    job.kind == .image
      ? .skipped(.tooLarge) : .fault(.init(reason: .pageTooLarge, isPassing: false))
  }

  private func append(_ part: Span<UInt8>) {
    // The announced size may be wrong, so only a limited amount is reserved for it.
    if bytes.isEmpty { bytes.reserveCapacity(min(head.announcedBytes ?? 0, Self.memoryBytes)) }
    bytes.append(part)
  }

  /// Writes content that is not kept in memory to a file; the first bytes stay while the judge
  /// needs them.
  func spill(_ part: Span<UInt8>) -> Bool {
    do throws(FileError) {
      if let file {
        try file.append(part)
      } else {
        let file = try policy.makeFile()
        try file.append(bytes.span)
        try file.append(part)
        self.file = file
        if judgement != .undecided { release() }
      }
      return true
    } catch  where error.code == .tooManyOpenFiles {
      return stop(Self.noDescriptor)
    } catch {
      return stop(.unwritten(error))
    }
  }

  /// The process has too many files open; the transfer is repeated when others have ended.
  private static var noDescriptor: Fetched.Result {
    .fault(.init(reason: .disk, isPassing: true, shortage: .descriptors))
  }

  /// Passes the prefix to the judge when it has doubled since the last time, so that many small
  /// parts cost no more than a few large ones.
  func examine() -> Bool {
    guard bytes.count >= nextExamination else { return true }
    return examineNow()
  }

  private func examineNow() -> Bool {
    guard judgement == .undecided else { return true }
    nextExamination = 2 * bytes.count
    return settle(judge.judge(prefix: bytes.span, isComplete: false, head: head, for: assignment))
  }

  func judgeWhole() -> Judgement {
    do {
      if let file { return try file.withSpan { contents in judgeWhole(contents) } }
    } catch let error as FileError where error.code == .tooManyOpenFiles {
      cut = Self.noDescriptor
      return .undecided
    } catch {
      return .fail(.disk)
    }
    let bytes = self.bytes
    return judgeWhole(bytes.span)
  }

  private func judgeWhole(_ content: Span<UInt8>) -> Judgement {
    judge.judge(prefix: content, isComplete: true, head: head, for: assignment)
  }

  /// Applies a judgement; returns `false` if it ends the transfer.
  func settle(_ judgement: Judgement) -> Bool {
    switch judgement {
    case .undecided: return true
    case .document where !job.kind.isForCrawlers && isAnnouncedTooLarge:
      return stop(tooLarge)
    case .image, .document:
      self.judgement = judgement
      return true
    // Neither what was announced, nor anything else that is known.
    case .skip(.notHTML) where decoder?.isPlain == true,
      .fail(.notAnImage) where decoder?.isPlain == true,
      .fail(.damagedImage) where decoder?.isPlain == true:
      return stop(undecodable)
    case .skip(let reason): return stop(.skipped(reason))
    case .fail(let reason): return stop(.fault(.init(reason: reason, isPassing: false)))
    case .otherKind(let kind): return stop(.otherKind(kind))
    }
  }

  func stop(_ result: Fetched.Result) -> Bool {
    cut = result
    return false
  }
}
